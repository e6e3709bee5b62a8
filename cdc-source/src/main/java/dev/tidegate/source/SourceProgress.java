package dev.tidegate.source;

import dev.tidegate.events.source.SourceHealth;
import dev.tidegate.events.source.SourcePhase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How far the source has come, as this process sees it.
 *
 * @param documentsRead by the snapshot, over all runs
 * @param events published by the stream, over all runs
 * @param perSecond documents and events published a second, over the last few seconds
 * @param lag from the last committed position to MongoDB's last write; zero when nothing is missing; empty while not
 *     known
 * @param headroom how long ago the oplog begins before our position; empty where it cannot be read
 * @param retries how often the source had to begin again since it was started
 * @param trouble what it is waiting for; empty when all goes well
 */
public record SourceProgress(
        SourcePhase phase,
        List<CollectionProgress> collections,
        long documentsRead,
        long events,
        double perSecond,
        Optional<Duration> lag,
        Optional<Duration> headroom,
        long retries,
        Optional<String> trouble,
        SourceHealth health) {

    /** @param estimated MongoDB's estimate when the snapshot was planned */
    public record CollectionProgress(
            String collection, long documentsRead, long estimated, long rangesDone, long ranges) {}

    public SourceProgress {
        collections = List.copyOf(collections);
    }
}
