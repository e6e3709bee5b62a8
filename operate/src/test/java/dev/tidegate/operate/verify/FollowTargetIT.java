package dev.tidegate.operate.verify;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.validator.ends.TwoEnds;
import dev.tidegate.validator.ends.TwoEnds.Ends;
import dev.tidegate.validator.ends.Workshop;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("mongodb")
class FollowTargetIT {
    @AutoClose
    private static final TwoEnds SERVERS = new TwoEnds();

    @Test
    void onlyTheMigrationFileOfTheRowsIsFollowed() throws SQLException {
        Ends ends = Workshop.prepare(SERVERS);
        try (Connection connection = DriverManager.getConnection(ends.jdbcUrl())) {
            FollowTarget target = new FollowTarget(connection, ends.migration());
            String name = ends.migration().name();
            ends.sql("INSERT INTO tidegate.migration (name, hash, file) VALUES ('" + name + "', 'other', 'f')");
            assertThatThrownBy(target::prepare)
                    .isInstanceOf(FollowStoppedException.class)
                    .hasMessageContaining("another version of the migration file " + name);
            ends.sql("UPDATE tidegate.migration SET hash = '" + ends.migration().hash() + "'");
            assertThatCode(target::prepare).doesNotThrowAnyException();
        }
    }
}
