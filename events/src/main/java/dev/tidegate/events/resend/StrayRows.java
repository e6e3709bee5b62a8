package dev.tidegate.events.resend;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/** {@link StrayRow}s as BSON. */
final class StrayRows {
    private static final String TABLE = "table";
    private static final String KEY = "key";

    private StrayRows() {}

    static BsonArray write(List<StrayRow> strays) {
        BsonArray array = new BsonArray();
        strays.forEach(stray -> array.add(new BsonDocument(TABLE, new BsonString(stray.table()))
                .append(KEY, new BsonBinary(stray.key().get()))));
        return array;
    }

    static List<StrayRow> read(BsonArray array) {
        List<StrayRow> strays = new ArrayList<>(array.size());
        for (BsonValue each : array) {
            BsonDocument stray = each.asDocument();
            strays.add(new StrayRow(
                    stray.getString(TABLE).getValue(),
                    Bytes.wrap(stray.getBinary(KEY).getData())));
        }
        return strays;
    }
}
