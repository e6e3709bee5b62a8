package dev.tidegate.operate.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables in which the state of following is kept. */
final class FollowTables {
    private static final List<String> CREATE = List.of("""
            CREATE TABLE IF NOT EXISTS tidegate.verification (
                migration text PRIMARY KEY,
                stream_from bigint NOT NULL,
                first_pass_done timestamptz,
                verified_cluster_time bigint,
                resume_cluster_time bigint,
                verified_through timestamptz,
                open_mismatches bigint NOT NULL DEFAULT 0,
                rechecks_pending bigint NOT NULL DEFAULT 0,
                updated_at timestamptz NOT NULL
            ) WITH (fillfactor = 50)""", """
            CREATE TABLE IF NOT EXISTS tidegate.verification_pass (
                collection text PRIMARY KEY,
                progress text NOT NULL
            )""", """
            CREATE TABLE IF NOT EXISTS tidegate.mismatch (
                number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                subject text NOT NULL,
                "table" text NOT NULL,
                id text NOT NULL,
                "column" text NOT NULL,
                field text NOT NULL,
                kind text NOT NULL,
                document text NOT NULL,
                "row" text NOT NULL,
                detail text NOT NULL,
                first_seen timestamptz NOT NULL,
                last_checked timestamptz NOT NULL,
                closed_at timestamptz
            )""", """
            CREATE UNIQUE INDEX IF NOT EXISTS mismatch_open ON tidegate.mismatch
                (md5(subject), "table", md5(id), "column", md5(field), kind) WHERE closed_at IS NULL""", """
            CREATE TABLE IF NOT EXISTS tidegate.target_change (
                seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                "table" text NOT NULL,
                "keys" text[],
                "at" timestamptz NOT NULL DEFAULT clock_timestamp(),
                who text NOT NULL DEFAULT session_user
            )""");

    private FollowTables() {}

    static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : CREATE) {
                statement.execute(sql);
            }
        }
    }
}
