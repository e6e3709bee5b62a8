package dev.tidegate.mapping.ddl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.embedded.postgres.EmbeddedPostgresServer;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.GeneratedName;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.InvalidMigrationException;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.mapping.id.CollectionIds;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DdlIT {
    private static final String NEXTCRM = "nextcrm";
    private static EmbeddedPostgresServer server;
    private static int databases;

    @BeforeAll
    static void start() {
        server = EmbeddedPostgresServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {NEXTCRM, "examples/shop"})
    void everyStatementRunsAndRunsAgain(String folder) throws SQLException {
        Ddl ddl = new Ddl(migration(folder));
        try (Connection connection = database()) {
            for (int time = 0; time < 2; time++) {
                for (Statement statement : withoutExtensions(ddl)) {
                    execute(connection, statement);
                }
            }
        }
    }

    @Test
    void nextcrmHasTheNumbersOfItsOwnFirstMigration() throws SQLException {
        Ddl ddl = new Ddl(migration(NEXTCRM));
        try (Connection connection = database()) {
            for (Statement statement : withoutExtensions(ddl)) {
                execute(connection, statement);
            }
            assertThat(number(connection, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
                    .isEqualTo(39);
            assertThat(number(connection, "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND convalidated"))
                    .isEqualTo(52);
            // 39 primary keys, 1 unique, 120 plain, 14 of the third tier.
            assertThat(number(connection, "SELECT count(*) FROM pg_indexes WHERE schemaname = 'public'"))
                    .isEqualTo(39 + 1 + 120 + 14);
            assertThat(number(
                            connection,
                            "SELECT count(*) FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid JOIN pg_namespace n"
                                    + " ON n.oid = t.typnamespace WHERE nspname = 'public'"))
                    .isEqualTo(33);
        }
    }

    /** An index that cannot be made is tried for ever once rows flow, and those behind it are never made. */
    @ParameterizedTest
    @ValueSource(strings = {"btree", "gin", "hash", "brin"})
    void theFileTakesTheIndexesThatPostgresqlMakes(String method) throws SQLException {
        List<String> types = List.of(
                "integer",
                "bigint",
                "numeric",
                "boolean",
                "timestamp(3)",
                "text",
                "jsonb",
                "text[]",
                "color",
                "uuid",
                "uuid[]");
        try (Connection connection = database()) {
            execute(connection, new Statement("", "CREATE TYPE color AS ENUM ('red')"));
            for (String type : types) {
                execute(connection, new Statement("", "DROP TABLE IF EXISTS made; CREATE TABLE made (c " + type + ")"));
                assertThat(isTaken(type, method))
                        .as("%s over %s", method, type)
                        .isEqualTo(isMade(connection, "CREATE INDEX ON made USING " + method + " (c)"));
            }
        }
    }

    private static boolean isTaken(String type, String method) {
        String references = type.startsWith("uuid") ? ", references: docs" : "";
        try {
            MigrationFile.parse("m.yaml", """
                    migration: m
                    source: {database: d}
                    enums: {color: [red]}
                    collections:
                      docs:
                        columns: {c: {type: "%s"%s}}
                        indexes: [{columns: [c], using: %s}]
                    """.formatted(type, references, method));
            return true;
        } catch (InvalidMigrationException e) {
            assertThat(e).hasMessageContaining(method + " takes");
            return false;
        }
    }

    private static boolean isMade(Connection connection, String sql) throws SQLException {
        try {
            execute(connection, new Statement("", sql));
            return true;
        } catch (SQLException e) {
            assertThat(e.getSQLState()).isEqualTo("42704");
            return false;
        }
    }

    @Test
    void queriesOfTheThirdTierUseTheirIndex() throws SQLException {
        try (Connection connection = database()) {
            for (Statement statement : withoutExtensions(new Ddl(migration(NEXTCRM)))) {
                execute(connection, statement);
            }
            execute(connection, new Statement("", "SET enable_seqscan = off"));
            assertThat(plan(
                            connection,
                            "SELECT * FROM \"Tasks\" WHERE to_tsvector('english', coalesce(\"title\", '')"
                                    + " || ' ' || coalesce(\"content\", '')) @@ to_tsquery('english', 'invoice')"))
                    .contains("Tasks_title_content_fts_idx");
            assertThat(plan(connection, "SELECT * FROM \"Invoices\" WHERE \"invoice_items\" @> '[{\"sku\": 1}]'"))
                    .contains("Invoices_invoice_items_gin_idx");
        }
    }

    @Test
    void sqlAndJavaAgreeOnIds() throws SQLException {
        Migration shop = migration("examples/shop");
        Random random = new Random(20261121);
        try (Connection connection = database()) {
            atStart(connection, shop);
            for (CollectionMapping collection : shop.collections()) {
                CollectionIds ids = new CollectionIds(collection.collection(), collection.tag());
                for (int i = 0; i < 500; i++) {
                    ObjectId objectId = objectId(random, i);
                    UUID uuid = ids.uuid(objectId);
                    assertThat(text(connection, "SELECT tidegate.uuid_for(?, ?)", collection.collection(), objectId))
                            .as("%s of %s", objectId, collection.collection())
                            .isEqualTo(uuid.toString());
                    assertThat(text(connection, "SELECT tidegate.object_id(?::uuid)", uuid))
                            .isEqualTo(objectId.toHexString());
                }
            }
        }
    }

    @Test
    void idFunctionsAnswerNullForWhatTheyDoNotKnow() throws SQLException {
        try (Connection connection = database()) {
            atStart(connection, migration("examples/shop"));
            assertThat(text(connection, "SELECT tidegate.object_id(?::uuid)", UUID.nameUUIDFromBytes(new byte[1])))
                    .isNull();
            assertThat(text(connection, "SELECT tidegate.uuid_for(?, ?)", "kunden", "no ObjectId"))
                    .isNull();
            assertThat(text(connection, "SELECT tidegate.uuid_for(?, ?)", "nobody", new ObjectId()))
                    .isNull();
        }
    }

    @Test
    void postgresqlSortsUuidsAsMongodbSortsObjectIds() throws SQLException {
        Random random = new Random(7);
        CollectionIds ids = new CollectionIds("Users", CollectionIds.defaultTag("Users"));
        try (Connection connection = database()) {
            for (int i = 0; i < 500; i++) {
                ObjectId one = objectId(random, i);
                ObjectId other = objectId(random, i + 1);
                assertThat(text(connection, "SELECT ?::uuid < ?::uuid", ids.uuid(one), ids.uuid(other)))
                        .isEqualTo(one.compareTo(other) < 0 ? "t" : "f");
            }
        }
    }

    @Test
    void foreignKeysAreNotValidUntilRowsWereLookedAt() throws SQLException {
        Ddl ddl = new Ddl(migration(NEXTCRM));
        try (Connection connection = database()) {
            atStart(connection, migration(NEXTCRM));
            execute(
                    connection,
                    new Statement(
                            "",
                            "INSERT INTO \"Sections\" (\"id\", \"__v\", \"board\", \"title\")"
                                    + " VALUES (gen_random_uuid(), 0, gen_random_uuid(), 'Backlog')"));
            List<Statement> board = ddl.foreignKeys().stream()
                    .filter(statement -> statement.object().equals("Sections_board_fkey"))
                    .toList();
            execute(connection, board.get(0));
            assertThatThrownBy(() -> execute(connection, board.get(1))).hasMessageContaining("Sections_board_fkey");
        }
    }

    @Test
    void namesOfIndexesAndConstraintsAreThoseThatPostgresqlMakesItself() throws SQLException {
        long seed = Long.getLong("tidegate.seed", 1L);
        Random random = new Random(seed);
        try (Connection connection = database()) {
            for (int i = 0; i < 60; i++) {
                String table = name(random, "ab_ü中😀", i % 2 == 0 ? 50 + random.nextInt(14) : 1 + random.nextInt(63));
                String column = name(random, "cd_é日", 1 + random.nextInt(63));
                String other = name(random, "ef", 1 + random.nextInt(63));
                String schema = "s" + i;
                String quoted = Sql.quote(schema, table);
                execute(connection, new Statement("", "CREATE SCHEMA " + schema));
                execute(
                        connection,
                        new Statement(
                                "",
                                "CREATE TABLE " + quoted + " (id uuid PRIMARY KEY, " + Sql.quote(column)
                                        + " uuid UNIQUE REFERENCES " + quoted + ", " + Sql.quote(other) + " uuid)"));
                execute(
                        connection,
                        new Statement(
                                "", "CREATE INDEX ON " + quoted + " (" + Sql.quote(List.of(column, other)) + ")"));
                assertThat(text(
                                connection,
                                "SELECT string_agg(name, ' | ' ORDER BY name COLLATE \"C\") FROM (SELECT indexrelid::regclass"
                                        + "::oid, relname AS name FROM pg_index JOIN pg_class c ON c.oid = indexrelid WHERE"
                                        + " relnamespace = (?::regnamespace) UNION SELECT oid, conname FROM pg_constraint"
                                        + " WHERE contype = 'f' AND connamespace = '" + schema + "'::regnamespace) n",
                                schema))
                        .as("seed %d: table %s, columns %s and %s", seed, table, column, other)
                        .isEqualTo(Stream.of(
                                        GeneratedName.of(table, "pkey"),
                                        GeneratedName.of(table, column, "key"),
                                        GeneratedName.of(table, column, "fkey"),
                                        GeneratedName.of(table, column + "_" + other, "idx"))
                                .sorted(java.util.Comparator.comparing(
                                        name -> name.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                                        Arrays::compareUnsigned))
                                .collect(java.util.stream.Collectors.joining(" | ")));
            }
        }
    }

    /** At most so many bytes of such characters, in a row of one kind each. */
    private static String name(Random random, String characters, int most) {
        StringBuilder name = new StringBuilder();
        int[] all = characters.codePoints().toArray();
        while (true) {
            String next = Character.toString(all[random.nextInt(all.length)]);
            if ((name + next).getBytes(java.nio.charset.StandardCharsets.UTF_8).length > most) {
                return name.isEmpty() ? "a" : name.toString();
            }
            name.append(next);
        }
    }

    private static ObjectId objectId(Random random, int i) {
        byte[] bytes = new byte[12];
        random.nextBytes(bytes);
        if (i % 10 == 0) {
            Arrays.fill(bytes, (byte) (i % 20 == 0 ? 0 : 0xFF));
        }
        return new ObjectId(bytes);
    }

    private static List<Statement> withoutExtensions(Ddl ddl) {
        return Stream.of(
                        ddl.schemas(),
                        ddl.enumTypes(),
                        ddl.tables(),
                        ddl.ownTables(),
                        ddl.functions(),
                        ddl.secondaryIndexes(),
                        ddl.uniqueIndexes(),
                        ddl.foreignKeys())
                .flatMap(List::stream)
                .toList();
    }

    private static void atStart(Connection connection, Migration migration) throws SQLException {
        Ddl ddl = new Ddl(migration);
        List<Statement> extensions = ddl.extensions();
        for (Statement statement : ddl.atStart()) {
            if (!extensions.contains(statement)) {
                execute(connection, statement);
            }
        }
    }

    private static Migration migration(String folder) {
        return MigrationFile.read(Path.of("../migrations", folder, "migration.yaml"));
    }

    private static Connection database() throws SQLException {
        return DriverManager.getConnection(server.createDatabase("ddl" + databases++));
    }

    private static void execute(Connection connection, Statement statement) throws SQLException {
        try (java.sql.Statement jdbc = connection.createStatement()) {
            jdbc.execute(statement.sql());
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        return Long.parseLong(text(connection, sql));
    }

    private static String plan(Connection connection, String sql) throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (java.sql.Statement jdbc = connection.createStatement();
                ResultSet rows = jdbc.executeQuery("EXPLAIN " + sql)) {
            while (rows.next()) {
                plan.append(rows.getString(1)).append('\n');
            }
        }
        return plan.toString();
    }

    private static String text(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i].toString());
            }
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }
}
