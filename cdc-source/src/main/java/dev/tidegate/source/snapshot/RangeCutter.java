package dev.tidegate.source.snapshot;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Projections;
import dev.tidegate.events.source.IdBracket;
import dev.tidegate.events.source.RangeState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonObjectId;
import org.bson.types.ObjectId;

/**
 * Cuts a collection into ranges of {@code _id}: ObjectIds at the quantiles of a sample, every other kind of id as one
 * range. How even the cuts are does not matter for correctness: together the ranges hold every possible id.
 */
final class RangeCutter {
    private static final int SAMPLES_PER_RANGE = 20;
    private static final int MOST_RANGES = 1_000;

    private final MongoDatabase database;
    private final int rangeDocuments;

    RangeCutter(MongoDatabase database, int rangeDocuments) {
        this.database = database;
        this.rangeDocuments = rangeDocuments;
    }

    List<RangeState> cut(String collection, long estimatedDocuments) {
        long wanted = Math.min(MOST_RANGES, estimatedDocuments / rangeDocuments + 1);
        List<ObjectId> cuts = wanted == 1 ? List.of() : quantiles(sample(collection, wanted), (int) wanted);
        return ranges(collection, cuts);
    }

    private List<ObjectId> sample(String collection, long wanted) {
        MongoCollection<BsonDocument> documents = database.getCollection(collection, BsonDocument.class);
        List<ObjectId> ids = new ArrayList<>();
        documents
                .aggregate(List.of(
                        Aggregates.sample((int) wanted * SAMPLES_PER_RANGE),
                        Aggregates.project(Projections.include("_id"))))
                .forEach(document -> {
                    if (document.isObjectId("_id")) {
                        ids.add(document.getObjectId("_id").getValue());
                    }
                });
        return ids;
    }

    /** At most {@code wanted - 1} different ids in order that cut the sample into parts of about the same size. */
    static List<ObjectId> quantiles(List<ObjectId> sample, int wanted) {
        List<ObjectId> sorted = sample.stream().distinct().sorted().toList();
        return java.util.stream.IntStream.range(1, wanted)
                .map(cut -> (int) ((long) cut * sorted.size() / wanted))
                .distinct()
                .filter(index -> index < sorted.size())
                .mapToObj(sorted::get)
                .toList();
    }

    static List<RangeState> ranges(String collection, List<ObjectId> cuts) {
        List<RangeState> ranges = new ArrayList<>();
        Optional<org.bson.BsonValue> after = Optional.empty();
        for (ObjectId cut : cuts) {
            Optional<org.bson.BsonValue> upTo = Optional.of(new BsonObjectId(cut));
            ranges.add(RangeState.unread(collection, ranges.size(), IdBracket.OBJECT_ID, after, upTo));
            after = upTo;
        }
        ranges.add(RangeState.unread(collection, ranges.size(), IdBracket.OBJECT_ID, after, Optional.empty()));
        for (IdBracket bracket : IdBracket.values()) {
            if (bracket != IdBracket.OBJECT_ID) {
                ranges.add(RangeState.unread(collection, ranges.size(), bracket, Optional.empty(), Optional.empty()));
            }
        }
        return ranges;
    }
}
