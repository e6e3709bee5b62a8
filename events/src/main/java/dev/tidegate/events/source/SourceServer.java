package dev.tidegate.events.source;

import dev.tidegate.mapping.declaration.CollectionMapping;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The server that a migration reads, for those who watch the migration: its own order of writes, how many stand after a
 * position, how many documents it has. A question that it does not answer fails as its driver fails. Not thread-safe.
 */
public interface SourceServer extends AutoCloseable {

    /** Opens one at an address. */
    interface Opener {
        /** @param patience how long to wait for the server before a question fails */
        SourceServer open(String address, Duration patience);
    }

    /** The last write that a majority has: every later read of the change stream reaches past it. */
    SourcePosition lastWrite();

    /** The last write that anybody can have read, whether or not a majority has it already. */
    SourcePosition lastVisibleWrite();

    /**
     * What the source has noted, with its health as it would find it at a start: another server, or a restored one, stops it
     * though nobody has noted that yet.
     */
    SourceState withHistory(String database, SourceState noted);

    /** Documents of each collection now, by the server's own books: not exact after a crash of it. */
    Map<String, Long> documents(String database, Collection<String> collections);

    /** How many documents a collection's {@code where} takes; empty where counting them takes longer than this. */
    Optional<Long> taken(String database, CollectionMapping collection, Duration patience);

    /** Changes after {@code position} in the collections, up to a number that is large; empty where they cannot be counted. */
    OptionalLong eventsAfter(SourcePosition position, String database, Collection<String> collections);

    /** Whether none of the changes after {@code position} and up to {@code end} is known to be in the collections. */
    boolean hasNothingBetween(
            SourcePosition position, SourcePosition end, String database, Collection<String> collections);

    @Override
    void close();
}
