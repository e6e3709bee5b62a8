package dev.tidegate.preflight.source;

import com.mongodb.client.MongoDatabase;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.preflight.finding.Finding;
import dev.tidegate.preflight.finding.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The collections that the file names against those that are there. */
final class CollectionCheck {
    private static final String MAP_OR_LEAVE =
            "map it, or leave it: its documents are not read, and an id that only it has is dangling";

    private final MongoDatabase database;
    private final Migration migration;

    CollectionCheck(MongoDatabase database, Migration migration) {
        this.database = database;
        this.migration = migration;
    }

    List<Finding> check(Map<String, ExistingCollection> existing, Map<String, Long> documents) {
        List<Finding> findings = new ArrayList<>();
        Set<String> mapped =
                migration.sourceCollections().stream().collect(Collectors.toCollection(java.util.LinkedHashSet::new));
        mapped.forEach(name -> mapped(name, existing.get(name), documents, findings));
        existing.values().stream()
                .filter(collection -> !mapped.contains(collection.name()) && !collection.isSystem())
                .forEach(collection -> findings.add(unmapped(collection)));
        return findings;
    }

    /** Estimated, from the server's metadata, for collections that can be read. */
    Map<String, Long> documents(Map<String, ExistingCollection> existing) {
        Map<String, Long> documents = new LinkedHashMap<>();
        for (String name : migration.sourceCollections()) {
            ExistingCollection collection = existing.get(name);
            if (collection != null && collection.type().equals("collection")) {
                documents.put(name, database.getCollection(name).estimatedDocumentCount());
            }
        }
        return documents;
    }

    private void mapped(
            String name, ExistingCollection collection, Map<String, Long> documents, List<Finding> findings) {
        String where = database.getName() + "." + name;
        if (collection == null) {
            findings.add(Finding.warning(
                    "collection-missing",
                    where,
                    "the file names it, the database does not have it",
                    "is the name spelt as in MongoDB, case included, and source.database right? A collection that"
                            + " comes later is read from then on"));
        } else if (collection.type().equals("view")) {
            findings.add(Finding.blocking(
                    "collection-view", where, "a view has no changes of its own", "map the collections that it reads"));
        } else if (collection.type().equals("timeseries")) {
            findings.add(Finding.blocking(
                    "collection-time-series",
                    where,
                    "a time-series collection has no change events",
                    "leave it out of the file, and move it by other means"));
        } else if (collection.capped()) {
            findings.add(Finding.blocking(
                    "collection-capped",
                    where,
                    "removals from a capped collection are no change events",
                    "copy it into a new collection that is not capped, or leave it out of the file"));
        } else if (documents.getOrDefault(name, 0L) == 0) {
            findings.add(Finding.info("collection-empty", where, "no documents"));
        }
    }

    private Finding unmapped(ExistingCollection collection) {
        String where = database.getName() + "." + collection.name();
        if (!collection.type().equals("collection")) {
            return Finding.info(
                    "collection-unmapped", where, "a " + collection.type() + " that the file does not name");
        }
        long count = database.getCollection(collection.name()).estimatedDocumentCount();
        return new Finding(
                count == 0 ? Severity.INFO : Severity.WARNING,
                "collection-unmapped",
                where,
                count,
                List.of(),
                "the file does not name it",
                MAP_OR_LEAVE);
    }
}
