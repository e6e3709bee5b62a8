package dev.tidegate.validator.document;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.CollectionMapping.Unmatched;
import java.util.List;
import java.util.stream.Stream;
import org.bson.BsonDocument;

/** Says of which entry of the migration file a document is. Immutable; safe for several threads. */
public final class EntryRule {
    /** What the target must hold of a document because of one entry. */
    public enum Belonging {
        ROWS,
        /** Two entries take it. */
        LETTER_OF_CONFLICT,
        /** No entry takes it. */
        LETTER_OF_NONE,
        /** Nothing, as no entry takes it. */
        EXCLUDED,
        /** Nothing, as another entry has to do with it. */
        OTHER_ENTRY
    }

    private final CollectionMapping entry;
    private final WhereRule own;
    private final List<WhereRule> others;

    public EntryRule(CollectionMapping entry) {
        this.entry = entry;
        this.own = new WhereRule(entry.where());
        this.others = entry.entry().others().stream().map(WhereRule::new).toList();
    }

    /** True when every document of the collection is this entry's. */
    public boolean hasAll() {
        return own.takesAll() && others.isEmpty();
    }

    /** The top-level fields that decide. */
    public List<String> fields() {
        return Stream.concat(Stream.of(own), others.stream())
                .flatMap(where -> where.fields().stream())
                .distinct()
                .toList();
    }

    public Belonging belonging(BsonDocument document) {
        long taking = others.stream().filter(where -> where.takes(document)).count();
        if (own.takes(document)) {
            return taking == 0 ? Belonging.ROWS : Belonging.LETTER_OF_CONFLICT;
        }
        if (taking > 0 || entry.entry().unmatched() == Unmatched.OF_FIRST) {
            return Belonging.OTHER_ENTRY;
        }
        return entry.entry().unmatched() == Unmatched.EXCLUDE ? Belonging.EXCLUDED : Belonging.LETTER_OF_NONE;
    }

    /** Whether rows or a dead letter come of the document by this entry: to references, whether it exists. */
    public boolean isOfEntry(BsonDocument document) {
        Belonging belonging = belonging(document);
        return belonging != Belonging.EXCLUDED && belonging != Belonging.OTHER_ENTRY;
    }
}
