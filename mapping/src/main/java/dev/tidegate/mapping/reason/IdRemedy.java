package dev.tidegate.mapping.reason;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.ColumnMapping.Default;
import java.util.List;
import java.util.stream.Stream;

/** What to declare where documents have other ids than ObjectIds. */
public final class IdRemedy {
    private IdRemedy() {}

    /** Only an ObjectId has a creation time in it: columns that take it as a default need another one then. */
    public static String anyIds(CollectionMapping collection) {
        List<String> byTime = Stream.concat(
                        collection.columns().stream(),
                        collection.children().stream().flatMap(child -> child.columns().stream()))
                .filter(column -> column.whenAbsent()
                        .filter(Default.ObjectIdTime.class::isInstance)
                        .isPresent())
                .map(ColumnMapping::column)
                .toList();
        String declare = "declare collection " + collection.collection() + " with ids: any";
        return byTime.isEmpty()
                ? declare
                : declare + ", and a constant in place of default: object_id_time for " + String.join(", ", byTime);
    }
}
