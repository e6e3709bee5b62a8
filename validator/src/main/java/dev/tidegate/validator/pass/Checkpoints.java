package dev.tidegate.validator.pass;

import dev.tidegate.validator.difference.SubjectDocuments;
import dev.tidegate.validator.result.RowCount;
import dev.tidegate.validator.result.RowCount.Account;
import dev.tidegate.validator.result.Tally;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Counts, subjects and suspects as a checkpoint writes them: ids and numbers, no field values. */
final class Checkpoints {
    private Checkpoints() {}

    static BsonArray counts(Map<String, RowCount> counts) {
        var array = new BsonArray();
        counts.forEach((table, count) ->
                array.add(entry(new Tally.Entry(table, count.source(), count.target(), count.accounted()))));
        return array;
    }

    static Tally tally(BsonArray entries) {
        return new Tally(
                entries.stream().map(value -> entry(value.asDocument())).toList());
    }

    private static BsonDocument entry(Tally.Entry entry) {
        var accounted = new BsonDocument();
        entry.accounted().forEach((account, count) -> accounted.put(account.name(), new BsonInt64(count)));
        return new BsonDocument("table", new BsonString(entry.table()))
                .append("source", new BsonInt64(entry.source()))
                .append("target", new BsonInt64(entry.target()))
                .append("accounted", accounted);
    }

    private static Tally.Entry entry(BsonDocument document) {
        Map<Account, Long> accounted = new EnumMap<>(Account.class);
        document.getDocument("accounted")
                .forEach((name, count) ->
                        accounted.put(Account.valueOf(name), count.asInt64().getValue()));
        return new Tally.Entry(
                document.getString("table").getValue(),
                document.getInt64("source").getValue(),
                document.getInt64("target").getValue(),
                accounted);
    }

    static BsonArray suspects(Iterable<Suspect> suspects) {
        var array = new BsonArray();
        for (Suspect suspect : suspects) {
            BsonDocument document = SubjectDocuments.write(suspect.subject());
            suspect.counted().ifPresent(tally -> document.append("counted", entries(tally)));
            array.add(document);
        }
        return array;
    }

    private static BsonArray entries(Tally tally) {
        return new BsonArray(tally.entries().stream().map(Checkpoints::entry).toList());
    }

    static List<Suspect> suspects(BsonArray array) {
        var suspects = new ArrayList<Suspect>();
        for (BsonValue value : array) {
            BsonDocument document = value.asDocument();
            Optional<Tally> counted =
                    Optional.ofNullable(document.get("counted")).map(entries -> tally(entries.asArray()));
            suspects.add(new Suspect(SubjectDocuments.read(document), counted, 0));
        }
        return suspects;
    }
}
