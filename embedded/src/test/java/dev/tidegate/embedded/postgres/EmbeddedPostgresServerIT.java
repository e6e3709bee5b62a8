package dev.tidegate.embedded.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.embedded.process.ChildJvm;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresServerIT {
    @TempDir
    Path data;

    @Test
    void takesOverWhatAKilledProcessLeft() throws Exception {
        try (ChildJvm child = ChildJvm.start(Holder.class, List.of(data.toString()), Map.of())) {
            child.awaitLine("written"::equals, Duration.ofSeconds(60));
            child.kill();
        }
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(0, Optional.of(data.resolve("pg")));
                Connection connection = DriverManager.getConnection(server.jdbcUrl());
                Statement statement = connection.createStatement();
                ResultSet kept = statement.executeQuery("SELECT count(*) FROM kept")) {
            kept.next();
            assertThat(kept.getInt(1)).isEqualTo(1);
        }
    }

    @Test
    void givesEachTestClassADatabase() throws Exception {
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start();
                Connection connection = DriverManager.getConnection(server.createDatabase("Test \"class\""))) {
            assertThat(connection.getCatalog()).isEqualTo("Test \"class\"");
        }
    }

    /** Starts a server, writes a row, and waits to be killed. */
    static final class Holder {
        public static void main(String[] args) throws Exception {
            EmbeddedPostgresServer server = EmbeddedPostgresServer.start(0, Optional.of(Path.of(args[0], "pg")));
            try (Connection connection = DriverManager.getConnection(server.jdbcUrl());
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE kept (id int)");
                statement.execute("INSERT INTO kept VALUES (1)");
            }
            System.out.println("written");
            new CountDownLatch(1).await();
        }
    }
}
