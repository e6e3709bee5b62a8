package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;

/** Numbers about a collection. */
final class CollectionStats {
    private CollectionStats() {}

    static Document of(StoredCollection collection) {
        int count = collection.count();
        Document indexSizes = new Document();
        collection.indexSpecs().forEach(spec -> indexSizes.append((String) spec.get("name"), 16 * count));
        return new Document("ns", collection.fullName())
                .append("size", collection.dataSize())
                .append("count", count)
                .append("avgObjSize", count == 0 ? 0 : (int) (collection.dataSize() / count))
                .append("numOrphanDocs", 0)
                .append("storageSize", collection.dataSize())
                .append("freeStorageSize", 0)
                .append("capped", Boolean.TRUE.equals(collection.createOptions().get("capped")))
                .append("nindexes", indexSizes.size())
                .append("indexSizes", indexSizes)
                .append("totalIndexSize", 16 * count * indexSizes.size())
                .append("totalSize", collection.dataSize() + 16L * count * indexSizes.size())
                .append("scaleFactor", 1);
    }

    static Document stage(StoredCollection collection, Object specification) {
        Document result = new Document("ns", collection.fullName()).append("localTime", java.time.Instant.now());
        for (String part : ((Document) specification).keySet()) {
            switch (part) {
                case "count" -> result.append("count", collection.count());
                case "storageStats" -> {
                    Document stats = of(collection);
                    stats.remove("ns");
                    result.append("storageStats", stats);
                }
                default -> throw Refusal.notSupported("$collStats with '" + part + "'");
            }
        }
        return result;
    }

    static Document ofDatabase(String name, List<StoredCollection> collections) {
        long objects = collections.stream().mapToLong(StoredCollection::count).sum();
        long size = collections.stream().mapToLong(StoredCollection::dataSize).sum();
        long indexes =
                collections.stream().mapToLong(c -> c.indexSpecs().size()).sum();
        return new Document("db", name)
                .append("collections", collections.size())
                .append("views", 0)
                .append("objects", objects)
                .append("avgObjSize", objects == 0 ? 0.0 : (double) size / objects)
                .append("dataSize", (double) size)
                .append("storageSize", (double) size)
                .append("indexes", indexes)
                .append("indexSize", 16.0 * objects)
                .append("totalSize", size + 16.0 * objects)
                .append("scaleFactor", 1);
    }
}
