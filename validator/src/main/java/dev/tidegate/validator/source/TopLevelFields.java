package dev.tidegate.validator.source;

import com.mongodb.client.model.Projections;
import java.util.Collection;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;

/** Projections. */
public final class TopLevelFields {
    private TopLevelFields() {}

    /** Of these fields and {@code _id}; of all where one has a name that a projection would take for something else. */
    public static Bson only(Collection<String> names) {
        boolean areNames = names.stream().noneMatch(name -> name.contains(".") || name.startsWith("$"));
        return areNames ? Projections.include(List.copyOf(names)) : new BsonDocument();
    }
}
