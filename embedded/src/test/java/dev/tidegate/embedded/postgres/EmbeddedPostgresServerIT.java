package dev.tidegate.embedded.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.embedded.FreePort;
import dev.tidegate.embedded.process.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
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

    /** A kill that takes the shell with it that would end the server: of a container, of a session. */
    @Test
    void takesItsPortBackFromAServerThatAKilledProcessLeftRunning() throws Exception {
        int port;
        try (ChildJvm child = ChildJvm.start(Holder.class, List.of(data.toString()), Map.of())) {
            String line = child.awaitLine(output -> output.startsWith("port "), Duration.ofSeconds(60));
            port = Integer.parseInt(line.substring("port ".length()));
            child.awaitLine("written"::equals, Duration.ofSeconds(60));
            ProcessHandle.of(child.pid())
                    .orElseThrow()
                    .children()
                    .filter(each -> each.info().command().orElse("").endsWith("sh"))
                    .forEach(ProcessHandle::destroyForcibly);
            child.kill();
        }
        assertThatThrownBy(() -> FreePort.choose(port, "PostgreSQL")).hasMessageContaining("is in use");
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(port, Optional.of(data.resolve("pg")))) {
            assertThat(server.port()).isEqualTo(port);
            assertThat(show(server, "fsync")).isEqualTo("on");
        }
    }

    @Test
    void givesEachTestClassADatabase() throws Exception {
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start();
                Connection connection = DriverManager.getConnection(server.createDatabase("Test \"class\" 100%+?"))) {
            assertThat(connection.getCatalog()).isEqualTo("Test \"class\" 100%+?");
        }
    }

    @Test
    void isDurableOnlyWhereItsDataIsKept() throws Exception {
        try (EmbeddedPostgresServer kept = EmbeddedPostgresServer.start(0, Optional.of(data.resolve("pg")));
                EmbeddedPostgresServer temporary = EmbeddedPostgresServer.start()) {
            for (String setting : List.of("fsync", "full_page_writes", "synchronous_commit")) {
                assertThat(show(kept, setting)).as(setting).isEqualTo("on");
                assertThat(show(temporary, setting)).as(setting).isEqualTo("off");
            }
            assertThat(show(kept, "max_connections")).isEqualTo("200");
        }
    }

    @Test
    void refusesADirectoryAndAPortInUse() {
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(0, Optional.of(data.resolve("pg")))) {
            assertThatThrownBy(() -> EmbeddedPostgresServer.start(0, Optional.of(data.resolve("pg"))))
                    .hasMessageContaining(data.resolve("pg") + " is in use by another postgresql");
            assertThatThrownBy(() -> EmbeddedPostgresServer.start(server.port(), Optional.empty()))
                    .hasMessageContaining("port " + server.port() + " for PostgreSQL is in use");
        }
    }

    @Test
    void startsThoughItsOldProcessIdIsAnotherProcessNow() throws Exception {
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(0, Optional.of(data.resolve("pg")))) {
            assertThat(server.url()).endsWith(server.port() + "/postgres");
        }
        Path pidFile = data.resolve("pg/data/postmaster.pid");
        Files.writeString(pidFile, ProcessHandle.current().pid() + "\n" + data.resolve("pg/data") + "\n");
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(0, Optional.of(data.resolve("pg")))) {
            assertThat(show(server, "fsync")).isEqualTo("on");
        }
    }

    @Test
    void startsOverADirectoryThatWasKilledWhileItWasMade() throws Exception {
        Files.createDirectories(data.resolve("pg/data"));
        Files.createFile(data.resolve("pg/unfinished"));
        Files.writeString(data.resolve("pg/data/postgresql.conf"), "half of a f");
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(0, Optional.of(data.resolve("pg")))) {
            assertThat(show(server, "fsync")).isEqualTo("on");
        }
        assertThat(data.resolve("pg/unfinished")).doesNotExist();
    }

    private static String show(EmbeddedPostgresServer server, String setting) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl());
                Statement statement = connection.createStatement();
                ResultSet value = statement.executeQuery("SHOW " + setting)) {
            value.next();
            return value.getString(1);
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
            System.out.println("port " + server.port());
            System.out.println("written");
            new CountDownLatch(1).await();
        }
    }
}
