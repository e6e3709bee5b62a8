package dev.tidegate.sink.position;

import dev.tidegate.events.topic.TopicSettings;
import java.time.Instant;
import org.apache.kafka.common.TopicPartition;

/**
 * PostgreSQL lacks records that are older than Kafka keeps deletes: it was restored from an old backup, or the sink was
 * paused for too long. The sink stops.
 */
public final class LongPauseException extends RuntimeException {
    public LongPauseException(TopicPartition partition, Claim claim, Instant now) {
        super("PostgreSQL has " + partition + " up to offset " + claim.nextOffset() + " since " + claim.movedAt()
                + ", and what comes next is from before " + now.minus(TopicSettings.LONGEST_PAUSE)
                + ": deletes are kept for "
                + TopicSettings.LONGEST_PAUSE.toDays() + " days, so rows might stay that were deleted since. Restore a"
                + " younger backup, or run the migration into a new database: Kafka has all that it needs");
    }
}
