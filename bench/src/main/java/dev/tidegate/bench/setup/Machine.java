package dev.tidegate.bench.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** What a measurement was made on: without it a figure says nothing. */
public final class Machine {
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final Path PROCESSOR = Path.of("/proc/cpuinfo");
    private static final Path LOAD = Path.of("/proc/loadavg");

    private Machine() {}

    /** On one line; {@code ?} for what this system does not say. */
    public static String describe() {
        return String.format(
                Locale.ROOT,
                "%d cores (%s), %s RAM, JDK %s, %s %s, load average %s",
                Runtime.getRuntime().availableProcessors(),
                first(PROCESSOR, "model name", ":"),
                gibibytes(first(MEMORY, "MemTotal", ":")),
                System.getProperty("java.version"),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                load());
    }

    private static String gibibytes(String kibibytes) {
        return kibibytes.endsWith(" kB")
                ? String.format(
                        Locale.ROOT, "%.1f GiB", Long.parseLong(kibibytes.split(" ")[0]) / 1024.0 / 1024.0)
                : kibibytes;
    }

    /** Of the last minute: what else the machine was doing. */
    private static String load() {
        try {
            return Files.readString(LOAD).split(" ")[0];
        } catch (IOException e) {
            return "?";
        }
    }

    private static String first(Path file, String key, String separator) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(separator) + 1).strip())
                    .findFirst()
                    .orElse("?");
        } catch (IOException e) {
            return "?";
        }
    }
}
