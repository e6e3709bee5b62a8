package dev.tidegate.operate.reread;

import dev.tidegate.events.reread.RereadRequest;
import dev.tidegate.events.source.SourcePhase;
import dev.tidegate.events.source.SourceState;
import dev.tidegate.events.source.SourceStateReader;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.failure.OperationFailedException;
import dev.tidegate.validator.pipeline.Pipeline;
import dev.tidegate.validator.pipeline.SourceCondition;
import dev.tidegate.validator.pipeline.SourceCondition.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Has documents re-read by the source, and waits until their rows are in PostgreSQL. The application may write meanwhile.
 * Not thread-safe.
 *
 * <p>Whatever happens to this process, a request that was sent is carried out.
 */
public final class Rereads implements AutoCloseable {
    /** So many requests are on their way at most, so that waiting has an end. */
    public static final int AT_ONCE = 2_000;

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final Migration migration;
    private final RequestTopic topic;
    private final SourceStateReader source;
    private final Pipeline pipeline;
    private final Duration patience;

    /** @param patience how long a stage may make no progress */
    public Rereads(Migration migration, Addresses addresses, Pipeline pipeline, Duration patience) {
        this.migration = migration;
        Topics topics = new Topics(migration.name());
        this.topic = new RequestTopic(topics.sourceRequests(), addresses.kafka());
        this.source = new SourceStateReader(Map.of("bootstrap.servers", addresses.kafka()), topics.sourceState());
        this.pipeline = pipeline;
        this.patience = patience;
    }

    /** @throws OperationFailedException when no source can take requests now */
    public void requireSource() {
        topic.require();
        refuseIfStopped(source.read(ANSWER));
        SourceCondition asItWouldStart = pipeline.source();
        if (asItWouldStart.state() == State.STOPPED) {
            throw new OperationFailedException(asItWouldStart.message());
        }
    }

    /**
     * Returns when all rows of the documents are in PostgreSQL.
     *
     * @throws OperationFailedException when a stage stalls; requests that were sent are carried out later all the same
     */
    public void carryOut(List<RereadRequest> requests) {
        for (int from = 0; from < requests.size(); from += AT_ONCE) {
            List<RereadRequest> some = requests.subList(from, Math.min(requests.size(), from + AT_ONCE));
            awaitPublished(topic.send(some.stream().map(this::ofSource).toList()), some.size());
            awaitPassed(pipeline.fence());
        }
    }

    /** The source knows collections, of which the file may have several entries. */
    private RereadRequest ofSource(RereadRequest request) {
        String source = migration.collections().stream()
                .filter(entry -> entry.collection().equals(request.collection()))
                .findFirst()
                .map(CollectionMapping::source)
                .orElse(request.collection());
        return new RereadRequest(source, request.id(), request.orphans());
    }

    private void awaitPublished(long offset, int requests) {
        SourceState state = source.read(ANSWER);
        var stall = new Stall(patience);
        while (state.requestsTo() < offset) {
            refuseIfStopped(state);
            if (stall.isTooLong(state.requestsTo() + " " + state.documentsRead())) {
                throw new OperationFailedException(notTaken(state, requests));
            }
            LockSupport.parkNanos(POLL.toNanos());
            state = source.read(ANSWER);
        }
    }

    private String notTaken(SourceState state, int requests) {
        String reason = state.phase() == SourcePhase.STREAM
                ? "is 'tidegate run' running, with its source stage?"
                : "it has its snapshot to take first.";
        return "the source has not taken " + requests + " requests to re-read documents (waited "
                + patience.toSeconds() + " s): " + reason + " They stay in topic " + topic.name()
                + " and are carried out as soon as it streams; this command can be given again then";
    }

    private void refuseIfStopped(SourceState state) {
        if (!state.health().isOk()) {
            throw new OperationFailedException("the source has stopped and re-reads nothing: "
                    + state.health().message());
        }
    }

    private void awaitPassed(Pipeline.Fence fence) {
        var stall = new Stall(patience);
        while (!isPassed(fence, stall)) {
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** A server may be away for a while. */
    private boolean isPassed(Pipeline.Fence fence, Stall stall) {
        RuntimeException failure = null;
        try {
            if (fence.isPassed()) {
                return true;
            }
        } catch (RuntimeException e) {
            failure = e;
        }
        if (stall.isTooLong(fence.toString())) {
            throw new OperationFailedException(
                    "the documents were re-read, but their rows are not in PostgreSQL yet (waited "
                            + patience.toSeconds() + " s; " + fence + "): are the transform and sink stages running?"
                            + " 'tidegate status' shows where changes wait",
                    failure);
        }
        return false;
    }

    @Override
    public void close() {
        topic.close();
        source.close();
    }
}
