package dev.tidegate.sink.work;

import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.sink.connect.Connections;
import dev.tidegate.sink.connect.ServerMessage;
import dev.tidegate.sink.index.IndexTrigger;
import dev.tidegate.sink.index.SecondaryIndexes;
import dev.tidegate.sink.progress.ProgressMeter;
import dev.tidegate.sink.progress.SinkProgress.IndexProgress;
import dev.tidegate.sink.progress.SinkProgress.IndexProgress.State;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the snapshot, then builds the secondary indexes. A failure is reported and tried again: rows keep flowing
 * without indexes.
 */
public final class IndexBuilding {
    private static final Logger LOG = LoggerFactory.getLogger(IndexBuilding.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    private final SecondaryIndexes indexes;
    private final IndexTrigger trigger;
    private final ProgressMeter meter;
    private final Closing closing;
    private final List<String> built = new ArrayList<>();

    public IndexBuilding(
            Connections connections, Migration migration, IndexTrigger trigger, ProgressMeter meter, Closing closing) {
        this.indexes = new SecondaryIndexes(connections, migration);
        this.trigger = trigger;
        this.meter = meter;
        this.closing = closing;
    }

    /** Ends when the sink is closed; while it is open, indexes that rows were too big for are searched for. */
    public void run() {
        State state = State.WAITING;
        Duration wait = Duration.ZERO;
        while (!closing.await(wait)) {
            try {
                state = next(state);
                wait = LOOK;
            } catch (SQLException e) {
                wait = failed(ServerMessage.of(e).text());
            } catch (KafkaException e) {
                wait = failed(e.getMessage());
            }
        }
    }

    /** Ends a build that is under way. */
    public void cancel() {
        try {
            indexes.cancel();
        } catch (SQLException e) {
            LOG.warn("stage=sink the index that is being built could not be cancelled: {}", e.getMessage());
        }
    }

    private State next(State state) throws SQLException {
        State reached = state;
        if (state == State.WAITING && trigger.isPulled()) {
            reached = State.BUILDING;
            report(reached);
        }
        if (reached == State.BUILDING) {
            Optional<List<String>> done = indexes.build();
            done.ifPresent(built::addAll);
            reached = done.isPresent() ? State.DONE : State.BUILDING;
        }
        report(reached);
        return reached;
    }

    private void report(State state) throws SQLException {
        meter.indexes(new IndexProgress(state, List.copyOf(built), indexes.dropped()));
    }

    private Duration failed(String message) {
        if (!closing.isAsked()) {
            meter.retried("building indexes: " + message);
            LOG.warn("stage=sink indexes are tried again: {}", message);
        }
        return AFTER_FAILURE;
    }
}
