package dev.tidegate.embedded.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.bson.Document;

/**
 * A real {@code mongod} as a replica set of one member on 127.0.0.1, when a binary is at hand. Its log is
 * {@code mongod.log} in its directory. Methods are safe for several threads.
 */
public final class MongodProcess implements MongoServer {
    /** The environment variable that names the binary. */
    public static final String VARIABLE = "TIDEGATE_MONGOD";

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(20);

    private final Process process;
    private final int port;
    private final Path directory;
    private final boolean temporary;

    private MongodProcess(Process process, int port, Path directory, boolean temporary) {
        this.process = process;
        this.port = port;
        this.directory = directory;
        this.temporary = temporary;
    }

    /** The binary that {@link #VARIABLE} names in this environment, else the first {@code mongod} on its PATH. */
    public static Optional<Path> find(Map<String, String> environment) {
        String named = environment.get(VARIABLE);
        if (named != null && !named.isBlank()) {
            Path binary = Path.of(named);
            if (!Files.isExecutable(binary)) {
                throw new IllegalArgumentException(VARIABLE + " names " + binary + ", which cannot be executed");
            }
            return Optional.of(binary);
        }
        return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(entry -> !entry.isBlank())
                .map(entry -> Path.of(entry, "mongod"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts the binary (port 0: a free one; no directory: a temporary one, deleted at the end) and returns when it is
     * the primary.
     *
     * @throws IllegalStateException when it ends or is no primary within a minute; the message names its log
     */
    public static MongodProcess start(Path binary, int port, Optional<Path> data) {
        try {
            Path directory = data.isPresent()
                    ? Files.createDirectories(data.get()).toAbsolutePath()
                    : Files.createTempDirectory("tidegate-mongod");
            int chosen = port == 0 ? freePort() : port;
            Process process = new ProcessBuilder(command(binary, chosen, directory))
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("mongod.out").toFile())
                    .start();
            MongodProcess started = new MongodProcess(process, chosen, directory, data.isEmpty());
            started.initiateOrClose();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + binary, e);
        }
    }

    private static List<String> command(Path binary, int port, Path directory) {
        return List.of(
                binary.toString(),
                "--replSet",
                HelloCommands.SET_NAME,
                "--bind_ip",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--dbpath",
                directory.toString(),
                "--logpath",
                directory.resolve("mongod.log").toString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private void initiateOrClose() {
        try (MongoClient client = MongoClients.create(
                "mongodb://127.0.0.1:" + port + "/?directConnection=true&serverSelectionTimeoutMS=1000")) {
            awaitPrimary(client);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void awaitPrimary(MongoClient client) {
        long end = System.nanoTime() + START.toNanos();
        RuntimeException last = null;
        while (System.nanoTime() < end && process.isAlive()) {
            try {
                if (isPrimary(client)) {
                    return;
                }
            } catch (MongoException e) {
                last = e;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        String how = process.isAlive() ? "is no primary after " + START.toSeconds() + " s" : "ended";
        throw new IllegalStateException("mongod " + how + ": read " + directory.resolve("mongod.log"), last);
    }

    private boolean isPrimary(MongoClient client) {
        Document hello = client.getDatabase("admin").runCommand(new Document("hello", 1));
        if (!hello.containsKey("setName")) {
            initiate(client);
        } else if (hello.containsKey("hosts") && !Objects.equals(List.of(address()), hello.get("hosts"))) {
            throw new IllegalStateException("The data in " + directory + " belongs to the members " + hello.get("hosts")
                    + ", not to " + address() + ": start on that port, or name another directory");
        }
        return hello.getBoolean("isWritablePrimary", false);
    }

    private void initiate(MongoClient client) {
        Document member = new Document("_id", 0).append("host", address());
        Document config = new Document("_id", HelloCommands.SET_NAME).append("members", List.of(member));
        client.getDatabase("admin").runCommand(new Document("replSetInitiate", config));
    }

    private String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public String uri() {
        return "mongodb://" + address() + "/?replicaSet=" + HelloCommands.SET_NAME;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        if (temporary) {
            delete();
        }
    }

    private void delete() {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + directory, e);
        }
    }
}
