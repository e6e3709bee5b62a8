package dev.tidegate.source;

import dev.tidegate.events.source.CollectionState;
import dev.tidegate.events.source.RangeState;
import dev.tidegate.events.source.Remade;
import dev.tidegate.events.source.SourceHealth;
import dev.tidegate.events.source.SourcePosition;
import dev.tidegate.events.source.SourceState;
import dev.tidegate.events.source.StreamPosition;
import dev.tidegate.source.SourceProgress.CollectionProgress;
import dev.tidegate.source.server.SourceWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is committed, kept beside the state topic for whoever asks this process. Thread-safe. */
final class Ledger {
    private SourceState state = SourceState.NOTHING;
    private Optional<SourceWatch> watch = Optional.empty();
    private Optional<String> trouble = Optional.empty();
    private long retries;
    private Optional<Claim> claim = Optional.empty();
    private final Rate rate = new Rate(Duration.ofSeconds(5));

    /**
     * Who this instance is, as it has said in the state topic, and who was there before: a commit may be visible only a
     * moment later.
     */
    record Claim(Optional<String> before, String mine) {
        boolean isReplacedBy(Optional<String> seen) {
            return !seen.equals(before) && !seen.equals(Optional.of(mine));
        }
    }

    synchronized void claimed(Claim newClaim) {
        claim = claim.or(() -> Optional.of(newClaim));
    }

    synchronized Optional<Claim> claim() {
        return claim;
    }

    synchronized void start(SourceState read) {
        state = read;
    }

    synchronized void watchedBy(SourceWatch newWatch) {
        watch = Optional.of(newWatch);
    }

    synchronized void committed(List<RangeState> ranges) {
        List<RangeState> merged = new ArrayList<>(state.ranges());
        for (RangeState range : ranges) {
            merged.replaceAll(old -> isSame(old, range) ? range : old);
        }
        state = state.with(merged);
        progressed();
    }

    synchronized void committed(StreamPosition position) {
        state = state.with(position);
        progressed();
    }

    synchronized void committed(Remade remade, Map<String, CollectionState> collections) {
        state = state.with(remade, collections);
        progressed();
    }

    synchronized void stopped(SourceHealth health) {
        state = state.with(health);
    }

    synchronized void waiting(String forWhat) {
        trouble = Optional.of(forWhat);
        retries++;
    }

    synchronized SourceState state() {
        return state;
    }

    /** Where the stream has got to; before its first batch, where it will start. */
    synchronized SourcePosition position() {
        return state.reached().orElseThrow();
    }

    synchronized SourceProgress progress() {
        long documents = documentsRead();
        long events = state.position().map(StreamPosition::events).orElse(0L);
        return new SourceProgress(
                state.phase(),
                collections(),
                documents,
                events,
                rate.perSecond(System.nanoTime(), documents + events),
                lag(),
                watch.flatMap(SourceWatch::headroom),
                retries,
                trouble,
                state.health());
    }

    private void progressed() {
        trouble = Optional.empty();
        rate.at(
                System.nanoTime(),
                documentsRead() + state.position().map(StreamPosition::events).orElse(0L));
    }

    private long documentsRead() {
        return state.ranges().stream().mapToLong(RangeState::documents).sum();
    }

    private Optional<Duration> lag() {
        Optional<SourcePosition> lastWrite = watch.flatMap(SourceWatch::lastWrite);
        return lastWrite.flatMap(last -> state.reached().map(position -> lag(position, last)));
    }

    private static Duration lag(SourcePosition position, SourcePosition lastWrite) {
        if (position.compareTo(lastWrite) >= 0) {
            return Duration.ZERO;
        }
        Duration lag = Duration.between(position.time(), lastWrite.time());
        return lag.isZero() ? Duration.ofMillis(1) : lag;
    }

    private List<CollectionProgress> collections() {
        Map<String, Long> read = state.documentsRead();
        Map<String, Long> done = state.rangesDone();
        return state.collections().values().stream()
                .map(collection -> new CollectionProgress(
                        collection.collection(),
                        read.get(collection.collection()),
                        collection.estimatedDocuments(),
                        done.get(collection.collection()),
                        collection.ranges()))
                .sorted(java.util.Comparator.comparing(CollectionProgress::collection))
                .toList();
    }

    private static boolean isSame(RangeState left, RangeState right) {
        return left.number() == right.number() && left.collection().equals(right.collection());
    }
}
