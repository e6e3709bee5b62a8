package dev.tidegate.validator.pass;

import dev.tidegate.validator.document.ValueSource;
import dev.tidegate.validator.result.WithoutValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonValue;

/** The declarations of one collection for which no document has had a value so far: fewer and fewer. For one thread. */
final class UnseenValues {
    private final WithoutValue whole;
    private final List<ValueSource> declared;
    private final List<ValueSource> unseen;
    private boolean hasDocuments;

    UnseenValues(WithoutValue whole, List<ValueSource> declared) {
        this.whole = whole;
        this.declared = declared;
        this.unseen = new ArrayList<>(declared);
    }

    void read(BsonDocument document) {
        hasDocuments = true;
        unseen.removeIf(source -> source.isIn().test(document));
    }

    /** Their places in the order of the migration file. */
    BsonArray kept() {
        return new BsonArray(unseen.stream()
                .map(source -> new BsonInt32(declared.indexOf(source)))
                .toList());
    }

    /** @param kept null where an earlier build wrote the checkpoint: then nothing can be said */
    void restore(BsonArray kept, boolean hadDocuments) {
        hasDocuments = hadDocuments;
        unseen.clear();
        if (kept != null) {
            for (BsonValue place : kept) {
                unseen.add(declared.get(place.asInt32().getValue()));
            }
        }
    }

    /** An empty collection is one finding, and so is a child table without elements. */
    List<WithoutValue> withoutValue() {
        if (!hasDocuments) {
            return List.of(whole);
        }
        Set<String> emptyChildren = unseen.stream()
                .map(ValueSource::declaration)
                .filter(each -> each.kind() == WithoutValue.Kind.CHILD)
                .map(WithoutValue::table)
                .collect(Collectors.toSet());
        return unseen.stream()
                .map(ValueSource::declaration)
                .filter(each -> each.kind() != WithoutValue.Kind.COLUMN || !emptyChildren.contains(each.table()))
                .toList();
    }

    static UnseenValues none() {
        return new UnseenValues(
                new WithoutValue(WithoutValue.Kind.COLLECTION, "", "", Optional.empty(), ""), List.of());
    }
}
