package dev.tidegate.validator.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.embedded.postgres.EmbeddedPostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class TargetReadersIT {
    private static final int MOST = 3;

    @AutoClose
    private static final EmbeddedPostgresServer SERVER = EmbeddedPostgresServer.start();

    private final String url = SERVER.createDatabase("readers" + System.nanoTime());
    private final TargetReaders readers = new TargetReaders(new TargetConnection(url), MOST);

    @AfterEach
    void close() {
        readers.close();
    }

    @Test
    void readsBesideEachOtherAndAnswersInOrder() {
        List<String> answers = readers.each(
                IntStream.range(0, 12).boxed().toList(),
                (connection, part) ->
                        value(connection, "SELECT " + part + " || ' ' || pg_backend_pid() FROM pg_sleep(0.05)"));

        assertThat(answers)
                .extracting(answer -> answer.split(" ")[0])
                .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11");
        assertThat(new HashSet<>(
                        answers.stream().map(answer -> answer.split(" ")[1]).toList()))
                .hasSize(MOST);
    }

    @Test
    void tellsWhatFailedWhenAllHaveEndedAndReadsOn() {
        assertThatThrownBy(() -> readers.each(List.of("SELECT 1", "no SQL", "SELECT 2"), TargetReadersIT::value))
                .isInstanceOf(UnreadableTargetException.class)
                .hasMessageStartingWith("no SQL");
        readers.endRead();

        assertThat(readers.each(List.of("SELECT 1", "SELECT 2", "SELECT 3"), TargetReadersIT::value))
                .containsExactly("1", "2", "3");
    }

    @Test
    void readsOneStateUntilTheReadEnds() throws SQLException {
        List<String> count = List.of("SELECT count(*) FROM t");
        try (Connection writer = DriverManager.getConnection(url);
                Statement statement = writer.createStatement()) {
            statement.execute("CREATE TABLE t (a int)");
            assertThat(readers.each(count, TargetReadersIT::value)).containsExactly("0");
            statement.execute("INSERT INTO t VALUES (1)");

            assertThat(readers.each(count, TargetReadersIT::value)).containsExactly("0");
            readers.endRead();
            assertThat(readers.each(count, TargetReadersIT::value)).containsExactly("1");
        }
    }

    private static String value(Connection connection, String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new UnreadableTargetException(sql, e);
        }
    }
}
