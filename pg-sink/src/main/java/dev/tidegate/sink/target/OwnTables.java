package dev.tidegate.sink.target;

/** The tables that the sink keeps for itself, beside those that are filled through topics. */
final class OwnTables {
    static final String CREATE = """
            CREATE TABLE IF NOT EXISTS tidegate.migration (
                name text PRIMARY KEY,
                hash text NOT NULL,
                file text NOT NULL,
                first_start timestamptz NOT NULL DEFAULT now()
            );
            CREATE TABLE IF NOT EXISTS tidegate.sink_position (
                topic text NOT NULL,
                partition integer NOT NULL,
                topic_id uuid NOT NULL,
                next_offset bigint NOT NULL,
                epoch bigint NOT NULL,
                PRIMARY KEY (topic, partition)
            ) WITH (fillfactor = 25);
            CREATE TABLE IF NOT EXISTS tidegate.refused_row (
                topic text NOT NULL,
                key bytea NOT NULL,
                partition integer NOT NULL,
                "offset" bigint NOT NULL,
                collection text NOT NULL,
                document_id text NOT NULL,
                field text,
                sqlstate text NOT NULL,
                message text NOT NULL,
                stale boolean NOT NULL,
                first_seen timestamp(3) with time zone NOT NULL,
                last_seen timestamp(3) with time zone NOT NULL,
                PRIMARY KEY (topic, key)
            );
            CREATE INDEX IF NOT EXISTS refused_row_document ON tidegate.refused_row (collection, document_id);
            CREATE TABLE IF NOT EXISTS tidegate.dropped_index (
                name text PRIMARY KEY,
                "table" text NOT NULL,
                definition text NOT NULL,
                message text NOT NULL,
                dropped_at timestamptz NOT NULL DEFAULT now()
            );
            COMMENT ON TABLE tidegate.migration IS 'the migration file that this target was started with';
            COMMENT ON TABLE tidegate.sink_position IS 'how far each partition of the table topics is in PostgreSQL';
            COMMENT ON TABLE tidegate.refused_row IS 'rows whose last version PostgreSQL refused, see dead_letter';
            COMMENT ON TABLE tidegate.dropped_index IS 'indexes that were dropped because a row is too big for them'""";

    private OwnTables() {}
}
