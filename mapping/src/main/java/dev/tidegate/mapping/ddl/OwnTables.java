package dev.tidegate.mapping.ddl;

import dev.tidegate.mapping.declaration.TidegateTables;
import java.util.ArrayList;
import java.util.List;

/** Tidegate's own tables: those that are filled through topics, and those that the sink and the seal keep. */
final class OwnTables {
    /** A hash index takes ids of any length; the other one lists letters in order, page by page. */
    private static final List<Statement> DEAD_LETTER_INDEXES = List.of(
            new Statement(
                    "tidegate.dead_letter_document",
                    "CREATE INDEX IF NOT EXISTS dead_letter_document ON tidegate.dead_letter USING hash (document_id)"),
            new Statement("tidegate.dead_letter_order", """
                    CREATE INDEX IF NOT EXISTS dead_letter_order
                        ON tidegate.dead_letter (collection, left(document_id, 250))"""));

    private static final List<Statement> KEPT = List.of(
            new Statement("tidegate.migration", """
                    CREATE TABLE IF NOT EXISTS tidegate.migration (
                        name text PRIMARY KEY,
                        hash text NOT NULL,
                        file text NOT NULL,
                        first_start timestamptz NOT NULL DEFAULT now(),
                        kafka_cluster text,
                        tables text[]
                    )"""),
            // Builds before made it without these.
            new Statement("tidegate.migration", """
                    ALTER TABLE tidegate.migration ADD COLUMN IF NOT EXISTS kafka_cluster text,
                        ADD COLUMN IF NOT EXISTS tables text[]"""),
            new Statement("tidegate.sink_position", """
                    CREATE TABLE IF NOT EXISTS tidegate.sink_position (
                        topic text NOT NULL,
                        partition integer NOT NULL,
                        topic_id uuid NOT NULL,
                        next_offset bigint NOT NULL,
                        epoch bigint NOT NULL,
                        moved_at timestamptz NOT NULL DEFAULT now(),
                        PRIMARY KEY (topic, partition)
                    ) WITH (fillfactor = 25)"""),
            new Statement("tidegate.sink_position", """
                    ALTER TABLE tidegate.sink_position
                        ADD COLUMN IF NOT EXISTS moved_at timestamptz NOT NULL DEFAULT now()"""),
            new Statement("tidegate.refused_row", """
                    CREATE TABLE IF NOT EXISTS tidegate.refused_row (
                        topic text NOT NULL,
                        key bytea NOT NULL,
                        key_digest bytea NOT NULL GENERATED ALWAYS AS (sha256(key)) STORED,
                        partition integer NOT NULL,
                        "offset" bigint NOT NULL,
                        collection text NOT NULL,
                        document_id text NOT NULL,
                        "table" text NOT NULL,
                        row_key text[] NOT NULL,
                        deleted boolean NOT NULL,
                        field text,
                        sqlstate text NOT NULL,
                        "constraint" text,
                        message text NOT NULL,
                        stale boolean NOT NULL,
                        first_seen timestamp(3) with time zone NOT NULL,
                        last_seen timestamp(3) with time zone NOT NULL,
                        PRIMARY KEY (topic, key_digest)
                    )"""),
            new Statement(
                    "tidegate.refused_row",
                    "ALTER TABLE tidegate.refused_row ADD COLUMN IF NOT EXISTS \"constraint\" text"),
            new Statement(
                    "tidegate.refused_row_document",
                    "CREATE INDEX IF NOT EXISTS refused_row_document ON tidegate.refused_row USING hash (document_id)"),
            new Statement("tidegate.dropped_index", """
                    CREATE TABLE IF NOT EXISTS tidegate.dropped_index (
                        name text PRIMARY KEY,
                        "table" text NOT NULL,
                        definition text NOT NULL,
                        message text NOT NULL,
                        dropped_at timestamptz NOT NULL DEFAULT now()
                    )"""),
            new Statement("tidegate.dangling", """
                    CREATE TABLE IF NOT EXISTS tidegate.dangling (
                        "table" text NOT NULL,
                        id uuid NOT NULL,
                        "column" text NOT NULL,
                        target text NOT NULL,
                        target_id uuid NOT NULL,
                        PRIMARY KEY ("table", id, "column", target_id)
                    )"""),
            // Builds before named them otherwise.
            new Statement("tidegate.resolution", """
                    DO $do$ BEGIN
                        IF EXISTS (SELECT FROM pg_attribute
                                WHERE attrelid = to_regclass('tidegate.resolution') AND attname = 'act') THEN
                            ALTER TABLE tidegate.resolution RENAME COLUMN act TO number;
                            ALTER SEQUENCE tidegate.resolution_act RENAME TO resolution_number;
                        END IF;
                    END $do$"""),
            new Statement("tidegate.resolution_number", "CREATE SEQUENCE IF NOT EXISTS tidegate.resolution_number"),
            new Statement("tidegate.resolution", """
                    CREATE TABLE IF NOT EXISTS tidegate.resolution (
                        number bigint NOT NULL,
                        step integer NOT NULL,
                        at timestamp(3) with time zone NOT NULL DEFAULT now(),
                        policy text NOT NULL,
                        kind text NOT NULL,
                        "table" text NOT NULL,
                        id uuid NOT NULL,
                        key jsonb NOT NULL,
                        "column" text,
                        target text,
                        target_id uuid,
                        before jsonb,
                        after jsonb,
                        undone_at timestamp(3) with time zone,
                        undone_by text,
                        PRIMARY KEY (number, step)
                    )"""),
            new Statement(
                    "tidegate.resolution_row",
                    "CREATE INDEX IF NOT EXISTS resolution_row ON tidegate.resolution (\"table\", id)"));

    private OwnTables() {}

    static List<Statement> create() {
        List<Statement> statements = new ArrayList<>();
        statements.add(KeyDigest.FUNCTION);
        TidegateTables.ALL_WITH_TOPIC.stream().map(TableDdl::create).forEach(statements::add);
        statements.addAll(DEAD_LETTER_INDEXES);
        statements.addAll(KEPT);
        return statements;
    }
}
