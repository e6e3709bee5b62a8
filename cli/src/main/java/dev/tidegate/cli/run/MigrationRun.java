package dev.tidegate.cli.run;

import dev.tidegate.cli.progress.Progress;
import dev.tidegate.cli.run.RunningStages.Failure;
import dev.tidegate.operate.failure.OperationFailedException;
import dev.tidegate.operate.status.MigrationStatus;
import dev.tidegate.operate.status.StatusReader;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stages at work with their progress shown, until a condition holds, somebody asks for the end, or a stage fails. */
public final class MigrationRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MigrationRun.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final RunningStages stages;
    private final Termination termination;
    private final HealthFile health;
    private final Thread stopping;
    private Optional<MigrationStatus> last = Optional.empty();

    private MigrationRun(RunningStages stages, Termination termination, HealthFile health) {
        this.stages = stages;
        this.termination = termination;
        this.health = health;
        this.stopping = new Thread(this::stopWhenAsked, "stages-stop");
        stopping.setDaemon(true);
        stopping.start();
    }

    public static MigrationRun start(StageWiring wiring, Termination termination, Map<String, String> environment) {
        RunningStages stages = RunningStages.start(wiring.runners(), termination::ask);
        return new MigrationRun(stages, termination, new HealthFile(environment));
    }

    /**
     * Returns when {@code until} holds or the end is asked for; {@link #last} has the last status then.
     *
     * @throws OperationFailedException when a stage failed
     */
    public Optional<MigrationStatus> watch(StatusReader reader, Progress progress, Predicate<MigrationStatus> until) {
        try {
            do {
                Optional<MigrationStatus> status = read(reader);
                status.ifPresent(progress::show);
                last = status.isPresent() ? status : last;
                throwFailure();
                health.touch();
                if (status.filter(until).isPresent()) {
                    break;
                }
            } while (!termination.await(EVERY));
            throwFailure();
            return last;
        } finally {
            progress.end();
        }
    }

    /** The last status that could be read; empty when none could. */
    public Optional<MigrationStatus> last() {
        return last;
    }

    /** The stages need not wait for a status that is being read, perhaps of a server that does not answer. */
    private void stopWhenAsked() {
        termination.await();
        if (termination.isAsked()) {
            stages.close();
        }
    }

    /** Stops the stages; each finishes what it has at hand. */
    @Override
    public void close() {
        stages.close();
        stopping.interrupt();
        health.remove();
    }

    /** A server that is away for a while is the stages' business; the picture waits. */
    private static Optional<MigrationStatus> read(StatusReader reader) {
        try {
            return Optional.of(reader.read());
        } catch (RuntimeException e) {
            LOG.info("cannot read the status: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private void throwFailure() {
        Optional<Failure> failure = stages.failure();
        if (failure.isPresent()) {
            String stage = failure.get().stage().name().toLowerCase(java.util.Locale.ROOT);
            RuntimeException cause = failure.get().cause();
            throw new OperationFailedException("stage " + stage + " stopped: " + cause.getMessage(), cause);
        }
    }
}
