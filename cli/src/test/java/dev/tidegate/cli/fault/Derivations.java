package dev.tidegate.cli.fault;

import dev.tidegate.events.row.TableRow;
import dev.tidegate.mapping.declaration.Migration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;

/** What a transformer makes of documents, whichever class loader it is of. */
public interface Derivations {

    /**
     * @param table of the application
     * @param reason the dead letter's, with no rows
     */
    record Derived(List<Row> rows, Optional<String> unmapped, Optional<String> reason) {}

    record Row(String table, TableRow values) {}

    /** @param source all documents of the database, by collection: where ids live */
    Derived derive(
            Migration migration, String collection, BsonDocument document, Map<String, List<BsonDocument>> source);
}
