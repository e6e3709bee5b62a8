package dev.tidegate.bench.validation;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The largest live heap while something runs: collects again and again, and asks what is left. That slows the rest down,
 * so rates are measured apart from it.
 */
final class PeakMemory implements AutoCloseable {
    private static final Path STATUS = Path.of("/proc/self/status");

    private final Thread thread;
    private volatile boolean ending;
    private volatile long peakBytes;
    private volatile int samples;

    PeakMemory(Duration every) {
        this.thread = new Thread(() -> watch(every), "peak-memory");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch(Duration every) {
        var memory = ManagementFactory.getMemoryMXBean();
        while (!ending) {
            memory.gc();
            peakBytes = Math.max(peakBytes, memory.getHeapMemoryUsage().getUsed());
            samples++;
            LockSupport.parkNanos(every.toNanos());
        }
    }

    /** Returns once nothing is measured any more. */
    @Override
    public void close() {
        ending = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    long peakBytes() {
        return peakBytes;
    }

    int samples() {
        return samples;
    }

    /** The most that this process ever had of the machine's memory, in KiB; -1 where the system does not say. */
    static long peakResidentKibibytes() {
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(-1);
        } catch (IOException e) {
            return -1;
        }
    }
}
