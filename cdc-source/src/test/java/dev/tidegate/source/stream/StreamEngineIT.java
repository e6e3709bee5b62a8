package dev.tidegate.source.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.source.stream.StreamEngine.Patience;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.storage.MemoryOffsetBackingStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamEngineIT {
    private static final int MESSAGES = 9;
    private static final String LONG = "60000";
    private static final Patience SHORT = new Patience(Duration.ofMillis(100), Duration.ofSeconds(20));

    /**
     * A task that stops more slowly than the engine waits for makes the engine give up its threads, and with them what
     * waits for one, at a known moment.
     */
    @Test
    void endsInWhateverStateItIsStopped() throws Exception {
        Map<String, String> slow = Map.of(
                FakeConnector.POLL, "1", FakeConnector.TASK_STOP, "200", "internal.task.management.timeout.ms", "120");
        for (int number = 0; number < MESSAGES; number++) {
            try (PauseAtMessage pause = PauseAtMessage.install(number, Duration.ofMillis(80))) {
                StreamEngine engine = start(slow, Patience.DEFAULT);
                String message = pause.await(Duration.ofMillis(300));
                assertEnds(engine, message);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {FakeConnector.START, FakeConnector.TASK_START, FakeConnector.POLL, FakeConnector.TASK_STOP})
    void endsWhenAPhaseTakesTooLong(String phase) throws Exception {
        StreamEngine engine = start(Map.of(phase, LONG), SHORT);
        TimeUnit.MILLISECONDS.sleep(100);
        assertEnds(engine, phase);
    }

    @Test
    void doesNotWaitForEverForWhatIgnoresInterrupts() throws Exception {
        StreamEngine engine = start(
                Map.of(FakeConnector.TASK_START, LONG, FakeConnector.STUBBORN, FakeConnector.TASK_START),
                new Patience(Duration.ofMillis(50), Duration.ofMillis(100)));
        stop(engine);
        assertThat(engine.hasEnded()).isFalse();
    }

    @Test
    void endsWhenTheStoppingThreadIsInterrupted() throws Exception {
        StreamEngine engine = start(Map.of(FakeConnector.TASK_START, LONG), Patience.DEFAULT);
        Thread.currentThread().interrupt();
        engine.stop();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(engine.hasEnded()).isTrue();
    }

    @Test
    void stopsOnceMoreWithoutHarm() throws Exception {
        StreamEngine engine = start(Map.of(FakeConnector.POLL, "1"), Patience.DEFAULT);
        assertEnds(engine, "first");
        assertEnds(engine, "again");
        assertThat(engine.failure()).isNull();
    }

    private static void assertEnds(StreamEngine engine, String when) throws Exception {
        stop(engine);
        assertThat(engine.hasEnded()).as(when).isTrue();
    }

    private static void stop(StreamEngine engine) throws Exception {
        CompletableFuture.runAsync(engine::stop, task -> {
                    Thread thread = new Thread(task, "stopping");
                    thread.setDaemon(true);
                    thread.start();
                })
                .get(20, TimeUnit.SECONDS);
    }

    private static StreamEngine start(Map<String, String> more, Patience patience) {
        Properties settings = new Properties();
        settings.putAll(Map.of(
                "name",
                "fake",
                "connector.class",
                FakeConnector.class.getName(),
                "offset.storage",
                MemoryOffsetBackingStore.class.getName(),
                "offset.flush.interval.ms",
                "0",
                "errors.max.retries",
                "0",
                "record.processing.threads",
                "1"));
        settings.putAll(more);
        return StreamEngine.start(settings, (batch, committer) -> {}, patience);
    }
}
