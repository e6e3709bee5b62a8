package dev.tidegate.cli.service;

import com.mongodb.ConnectionString;
import dev.tidegate.cli.file.OutputFile;
import dev.tidegate.cli.service.EmbeddedServices.Ports;
import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.operate.address.Addresses;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** The ports that a data directory was last served on: addresses that were written down go on being right. */
final class KeptPorts {
    private static final String FILE = "ports.properties";
    private static final String MONGO = "mongo";
    private static final String KAFKA = "kafka";
    private static final String POSTGRES = "postgres";

    private KeptPorts() {}

    /** In place of 0, the port that was kept. */
    static Ports of(Ports asked, Optional<Path> data) {
        Properties kept = data.map(KeptPorts::read).orElseGet(Properties::new);
        return new Ports(
                port(asked.mongo(), kept, MONGO),
                port(asked.kafka(), kept, KAFKA),
                port(asked.postgres(), kept, POSTGRES));
    }

    static void keep(Path data, Addresses addresses) {
        Properties ports = new Properties();
        String mongo = new ConnectionString(addresses.mongodb()).getHosts().get(0);
        ports.setProperty(MONGO, port(mongo));
        ports.setProperty(KAFKA, port(addresses.kafka()));
        ports.setProperty(
                POSTGRES, port(PostgresAddress.parse(addresses.postgres()).toString()));
        var text = new StringWriter();
        try {
            ports.store(text, "tidegate services: the ports of the last start");
        } catch (IOException e) {
            throw new UncheckedIOException("a writer into memory does not fail", e);
        }
        new OutputFile(data.resolve(FILE)).write(text.toString());
    }

    private static String port(String address) {
        return String.valueOf(URI.create(address.contains("://") ? address : "tcp://" + address)
                .getPort());
    }

    private static int port(int asked, Properties kept, String server) {
        return asked == 0 ? Integer.parseInt(kept.getProperty(server, "0")) : asked;
    }

    private static Properties read(Path data) {
        Properties ports = new Properties();
        Path file = data.resolve(FILE);
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                ports.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the ports in " + file, e);
            }
        }
        return ports;
    }
}
