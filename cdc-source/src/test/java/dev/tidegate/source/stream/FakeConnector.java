package dev.tidegate.source.stream;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/** A connector without a database, whose phases take as long as its properties say. The engine makes it by name. */
public final class FakeConnector extends SourceConnector {
    static final String START = "fake.start";
    static final String TASK_START = "fake.task-start";
    static final String POLL = "fake.poll";
    static final String TASK_STOP = "fake.task-stop";

    /** The phase that continues when it is interrupted. */
    static final String STUBBORN = "fake.stubborn";

    private Map<String, String> properties;

    @Override
    public void start(Map<String, String> properties) {
        this.properties = properties;
        pass(START, properties);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return FakeTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int most) {
        return List.of(properties);
    }

    @Override
    public void stop() {}

    @Override
    public ConfigDef config() {
        return new ConfigDef();
    }

    @Override
    public String version() {
        return "0";
    }

    private static void pass(String phase, Map<String, String> properties) {
        long end = System.nanoTime()
                + Duration.ofMillis(Long.parseLong(properties.getOrDefault(phase, "0")))
                        .toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
            if (Thread.interrupted() && !phase.equals(properties.get(STUBBORN))) {
                throw new IllegalStateException("interrupted in " + phase);
            }
        }
    }

    public static final class FakeTask extends SourceTask {
        private Map<String, String> properties;

        @Override
        public void start(Map<String, String> properties) {
            this.properties = properties;
            pass(TASK_START, properties);
        }

        @Override
        public List<SourceRecord> poll() {
            pass(POLL, properties);
            return List.of();
        }

        @Override
        public void stop() {
            pass(TASK_STOP, properties);
        }

        @Override
        public String version() {
            return "0";
        }
    }
}
