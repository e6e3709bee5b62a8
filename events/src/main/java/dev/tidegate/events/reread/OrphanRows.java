package dev.tidegate.events.reread;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/** {@link OrphanRow}s as BSON. */
final class OrphanRows {
    private static final String TABLE = "table";
    private static final String KEY = "key";

    private OrphanRows() {}

    static BsonArray write(List<OrphanRow> orphans) {
        BsonArray array = new BsonArray();
        orphans.forEach(orphan -> array.add(new BsonDocument(TABLE, new BsonString(orphan.table()))
                .append(KEY, new BsonBinary(orphan.key().get()))));
        return array;
    }

    static List<OrphanRow> read(BsonArray array) {
        List<OrphanRow> orphans = new ArrayList<>(array.size());
        for (BsonValue each : array) {
            BsonDocument orphan = each.asDocument();
            orphans.add(new OrphanRow(
                    orphan.getString(TABLE).getValue(),
                    Bytes.wrap(orphan.getBinary(KEY).getData())));
        }
        return orphans;
    }
}
