package dev.tidegate.mapping.id;

import dev.tidegate.mapping.bson.ExactBson;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** As many ids at once as a command of MongoDB has room for, which is 16 MiB. */
public final class IdBatches {
    private static final int MOST_BYTES = 8 << 20;
    private static final int OBJECT_ID_BYTES = 24;

    private IdBatches() {}

    public static List<List<BsonValue>> of(Collection<? extends BsonValue> ids) {
        List<List<BsonValue>> batches = new ArrayList<>();
        int left = 0;
        for (BsonValue id : ids) {
            int size = size(id);
            if (batches.isEmpty() || size > left) {
                batches.add(new ArrayList<>());
                left = MOST_BYTES;
            }
            batches.get(batches.size() - 1).add(id);
            left -= size;
        }
        return batches;
    }

    private static int size(BsonValue id) {
        return id.isObjectId()
                ? OBJECT_ID_BYTES
                : ExactBson.encode(new BsonDocument("_id", id)).getByteBuffer().remaining();
    }
}
