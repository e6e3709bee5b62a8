package dev.tidegate.source;

import com.mongodb.MongoSecurityException;
import dev.tidegate.events.topic.UnfitTopicsException;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.InvalidMigrationException;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.source.server.UnreachableServerException;
import dev.tidegate.source.server.UnsupportedSourceException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The source as a process of its own: {@code -f FILE}, addresses from {@code MONGODB_URI} and
 * {@code KAFKA_BOOTSTRAP_SERVERS} or from the file. SIGTERM and Ctrl-C are a clean pause.
 */
public final class Main {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int BAD_INPUT = 2;
    static final int UNREACHABLE = 3;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments, System.getenv(), System.err));
    }

    static int run(String[] arguments, Map<String, String> environment, PrintStream err) {
        SourceConfig config;
        try {
            config = config(arguments, environment);
        } catch (IllegalArgumentException | InvalidMigrationException | UncheckedIOException e) {
            err.println(e.getMessage());
            return BAD_INPUT;
        }
        return run(new CdcSource(config), err);
    }

    private static SourceConfig config(String[] arguments, Map<String, String> environment) {
        if (arguments.length != 2 || !arguments[0].equals("-f")) {
            throw new IllegalArgumentException("usage: java … dev.tidegate.source.Main -f FILE");
        }
        Migration migration = MigrationFile.read(Path.of(arguments[1]));
        return SourceConfig.of(
                migration,
                address("MONGODB_URI", environment, migration.addresses().mongodbUri()),
                address(
                        "KAFKA_BOOTSTRAP_SERVERS",
                        environment,
                        migration.addresses().kafkaBootstrapServers()));
    }

    private static String address(String name, Map<String, String> environment, Optional<String> inFile) {
        return Optional.ofNullable(environment.get(name))
                .or(() -> inFile)
                .orElseThrow(() ->
                        new IllegalArgumentException(name + " is not set, and the migration file has no such address"));
    }

    private static int run(CdcSource source, PrintStream err) {
        Thread onSignal = new Thread(source::close, "tidegate-pause");
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            source.run();
            return DONE;
        } catch (UnreachableServerException e) {
            err.println(e.getMessage());
            return UNREACHABLE;
        } catch (UnsupportedSourceException
                | UnhealthySourceException
                | FencedException
                | UnfitTopicsException
                | MongoSecurityException e) {
            err.println(e.getMessage());
            return FAILED;
        } catch (RuntimeException e) {
            err.println("the source has failed: " + Failures.reason(e));
            e.printStackTrace(err);
            return FAILED;
        }
    }
}
