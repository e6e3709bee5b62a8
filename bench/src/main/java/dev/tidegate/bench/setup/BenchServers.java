package dev.tidegate.bench.setup;

import dev.tidegate.cli.Tidegate;
import dev.tidegate.embedded.process.ChildJvm;
import dev.tidegate.operate.address.Addresses;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** MongoDB, Kafka and PostgreSQL apart from what is measured: {@code tidegate services} in a JVM of its own. */
public final class BenchServers implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration END = Duration.ofMinutes(2);

    private final ChildJvm services;
    private final Map<String, String> addresses = new HashMap<>();

    private BenchServers(ChildJvm services) {
        this.services = services;
        services.awaitLine("ready"::equals, START);
        services.output().stream()
                .filter(line -> line.startsWith(Addresses.MONGODB)
                        || line.startsWith(Addresses.KAFKA)
                        || line.startsWith(Addresses.POSTGRES))
                .map(line -> line.split("=", 2))
                .forEach(line -> addresses.put(line[0], line[1]));
    }

    /** @param heap of the JVM with the MongoDB that holds all documents in memory, such as {@code 6g} */
    public static BenchServers start(String heap) {
        ChildJvm services =
                ChildJvm.start(Tidegate.class.getName(), List.of("services"), Map.of(), List.of("-Xmx" + heap));
        try {
            return new BenchServers(services);
        } catch (RuntimeException e) {
            services.close();
            throw e;
        }
    }

    /** As the environment of a command names them. */
    public Map<String, String> environment() {
        return Map.copyOf(addresses);
    }

    public String mongodb() {
        return addresses.get(Addresses.MONGODB);
    }

    public String kafka() {
        return addresses.get(Addresses.KAFKA);
    }

    public String postgres() {
        return addresses.get(Addresses.POSTGRES);
    }

    @Override
    public void close() {
        if (services.isAlive()) {
            services.terminate();
            services.awaitExit(END);
        }
        services.close();
    }
}
