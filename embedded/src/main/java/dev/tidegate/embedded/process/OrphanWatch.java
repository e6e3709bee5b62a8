package dev.tidegate.embedded.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what is left when this JVM ends without closing its servers, by SIGKILL too: a small shell reads a pipe of this JVM,
 * and when that ends, it interrupts the server process and deletes temporary files. It is deaf to Ctrl-C, which the whole
 * group of processes gets. Not a shutdown hook, since these run all at once: what a hook still closes in order finds its
 * servers alive.
 *
 * <p>Where there is no such shell (Windows) nothing is watched.
 */
public final class OrphanWatch implements AutoCloseable {
    /** Whether this system has what it takes. */
    public static final boolean POSSIBLE = !System.getProperty("os.name").startsWith("Windows");

    private static final Logger LOG = LoggerFactory.getLogger(OrphanWatch.class);

    /**
     * $1 is the server's directory, empty for no server; $2 what to delete, empty for nothing. The server's process id comes
     * by the pipe: the pid file may be a later server's by then, and is read only where the JVM died while starting.
     */
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            pid=
            while read -r word; do
              [ "$word" = closed ] && exit 0
              pid=$word
            done
            tries=20
            while [ -n "$1" ] && [ -z "$pid" ] && [ $tries -gt 0 ]; do
              sleep 0.1
              [ -f "$1/postmaster.pid" ] && pid=$(head -n 1 "$1/postmaster.pid")
              tries=$((tries - 1))
            done
            if [ -n "$pid" ]; then
              case "$(ps -o args= -p "$pid" || tr '\\0' ' ' < "/proc/$pid/cmdline")" in
                *"$1"*) kill -INT "$pid" ;;
                *) pid= ;;
              esac
            fi
            tries=600
            while [ -n "$pid" ] && [ $tries -gt 0 ] && kill -0 "$pid"; do
              sleep 0.1
              tries=$((tries - 1))
            done
            [ -n "$2" ] && rm -rf "$2" "$2.lock"
            """;

    private final Optional<Process> shell;

    private OrphanWatch(Optional<Process> shell) {
        this.shell = shell;
    }

    /** Over files that are to go with this JVM. */
    public static OrphanWatch overFiles(Path directory) {
        return start("", directory.toString());
    }

    /**
     * Over a PostgreSQL server.
     *
     * @param deleted goes after the server has
     */
    public static OrphanWatch overPostgres(Path data, Optional<Path> deleted) {
        return start(data.toString(), deleted.map(Path::toString).orElse(""));
    }

    private static OrphanWatch start(String data, String deleted) {
        if (!POSSIBLE) {
            return new OrphanWatch(Optional.empty());
        }
        try {
            return new OrphanWatch(Optional.of(new ProcessBuilder("sh", "-c", SCRIPT, "tidegate-watch", data, deleted)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the shell that watches over embedded servers", e);
        }
    }

    /** The server on the directory has started. */
    public void started(Path data) {
        try {
            say(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the process id of PostgreSQL in " + data, e);
        }
    }

    /** All has been stopped and put away: nothing is left to do. */
    @Override
    public void close() {
        say("closed");
        shell.ifPresent(process -> {
            try {
                process.getOutputStream().close();
                process.waitFor();
            } catch (IOException e) {
                LOG.warn("the shell that watches over embedded servers had ended before: {}", e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void say(String word) {
        shell.ifPresent(process -> {
            try {
                Writer writer = process.outputWriter(StandardCharsets.US_ASCII);
                writer.write(word + "\n");
                writer.flush();
            } catch (IOException e) {
                LOG.warn("the shell that watches over embedded servers has ended: {}", e.getMessage());
            }
        });
    }
}
