package dev.tidegate.source.stream;

import dev.tidegate.events.source.SourcePosition;
import dev.tidegate.source.publish.Publisher;

/** Publishes something of its own between the batches of the stream, a part at a time. Used by one thread. */
public interface BetweenBatches {
    /** Whether an event of the stream is contained in what was published here: it is not to be published. By any thread. */
    boolean isSuperseded(String collection, SourcePosition event);

    /** Whether there is something to publish. Does not wait. */
    boolean isAsked();

    /** Sends a part into the publisher's open transaction. @param seen position of the latest change that is published */
    void publish(Publisher publisher, SourcePosition seen);

    /** What {@link #publish} sent is committed. */
    void published();
}
