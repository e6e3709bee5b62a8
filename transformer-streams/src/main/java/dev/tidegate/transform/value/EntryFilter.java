package dev.tidegate.transform.value;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.CollectionMapping.Unmatched;
import java.util.List;
import org.bson.BsonDocument;

/** What a document is to one entry of the migration file. Immutable, thread-safe. */
public final class EntryFilter {
    /** What an entry makes of a document. */
    public enum Fate {
        /** Rows. */
        TAKEN,
        /** A dead letter: another entry takes it, too. */
        CONFLICT,
        /** A dead letter: no entry takes it. */
        UNMATCHED,
        /** Nothing, and it is counted: no entry takes it. */
        EXCLUDED,
        /** Nothing: it is another entry's. */
        ELSEWHERE;

        /** Whether the document gives nothing, not even a dead letter: as if there were none. */
        public boolean isNothing() {
            return this == EXCLUDED || this == ELSEWHERE;
        }
    }

    private final DocumentFilter own;
    private final List<DocumentFilter> others;
    private final Unmatched unmatched;

    private EntryFilter(DocumentFilter own, List<DocumentFilter> others, Unmatched unmatched) {
        this.own = own;
        this.others = others;
        this.unmatched = unmatched;
    }

    public static EntryFilter of(CollectionMapping mapping) {
        return new EntryFilter(
                DocumentFilter.of(mapping.where()),
                mapping.entry().others().stream().map(DocumentFilter::of).toList(),
                mapping.entry().unmatched());
    }

    /** @param document decoded in depth, {@link FieldPath#decoded} */
    public Fate fate(BsonDocument document) {
        boolean isOthers = others.stream().anyMatch(other -> other.takes(document));
        if (own.takes(document)) {
            return isOthers ? Fate.CONFLICT : Fate.TAKEN;
        }
        if (isOthers) {
            return Fate.ELSEWHERE;
        }
        return switch (unmatched) {
            case EXCLUDE -> Fate.EXCLUDED;
            case DEAD_LETTER -> Fate.UNMATCHED;
            case OF_FIRST -> Fate.ELSEWHERE;
        };
    }
}
