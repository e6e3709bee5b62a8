package dev.tidegate.source.stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.debezium.embedded.async.AsyncEmbeddedEngine;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.LoggerFactory;

/** Holds the engine's thread up for a while where it logs its nth message: the way into each of its states. */
final class PauseAtMessage extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final int number;
    private final Duration pause;
    private final AtomicInteger seen = new AtomicInteger();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final Logger logger = (Logger) LoggerFactory.getLogger(AsyncEmbeddedEngine.class);
    private volatile String message = "none";

    private PauseAtMessage(int number, Duration pause) {
        this.number = number;
        this.pause = pause;
    }

    static PauseAtMessage install(int number, Duration pause) {
        PauseAtMessage appender = new PauseAtMessage(number, pause);
        appender.logger.setLevel(Level.INFO);
        appender.logger.setAdditive(false);
        appender.logger.addAppender(appender);
        appender.start();
        return appender;
    }

    /** @return the message that is paused at, or none when it did not come in time */
    String await(Duration patience) throws InterruptedException {
        return reached.await(patience.toMillis(), TimeUnit.MILLISECONDS) ? message : "none";
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (seen.getAndIncrement() == number) {
            message = event.getFormattedMessage();
            reached.countDown();
            long end = System.nanoTime() + pause.toNanos();
            while (System.nanoTime() < end) {
                java.util.concurrent.locks.LockSupport.parkNanos(end - System.nanoTime());
            }
        }
    }

    /** A pause holds no lock: the engine's other threads log meanwhile. */
    @Override
    public void doAppend(ILoggingEvent event) {
        append(event);
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setLevel(null);
        logger.setAdditive(true);
        stop();
    }
}
