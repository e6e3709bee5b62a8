package dev.tidegate.transform.state;

import dev.tidegate.transform.document.OwnedKey;
import java.util.List;
import java.util.Optional;

/**
 * What is remembered of a document that the source has: what is in the tables because of it.
 *
 * @param hasRows the rows of its last good version are in the tables
 * @param hasUnmapped one of them is in {@code tidegate.unmapped}
 * @param owned keys of its edges and child rows
 * @param deadLetter set when its last version was bad
 */
public record DocumentState(
        boolean hasRows, boolean hasUnmapped, List<OwnedKey> owned, Optional<DeadSince> deadLetter) {

    /** Seen, and nothing in the tables yet. */
    public static final DocumentState KNOWN = new DocumentState(false, false, List.of(), Optional.empty());

    /** The common case: an entity row and nothing else. */
    public static final DocumentState ENTITY_ONLY = new DocumentState(true, false, List.of(), Optional.empty());

    /**
     * @param firstSeen milliseconds since the epoch
     * @param documentId display form, under which the dead letter's row stands
     */
    public record DeadSince(long firstSeen, String documentId) {}

    public DocumentState {
        owned = List.copyOf(owned);
    }

    public DocumentState withDeadLetter(DeadSince since) {
        return new DocumentState(hasRows, hasUnmapped, owned, Optional.of(since));
    }
}
