package dev.tidegate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.TargetConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.bson.BsonBinary;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values that are kept in other forms than their types, through snapshot, live changes, validation and damage. */
@Tag("mongodb")
class ParsingIT {
    /** Of the same bytes as an id of subtype 4: another id. */
    private static final BsonBinary OLD_UUID =
            new BsonBinary((byte) 3, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});

    private static final BsonBinary NEW_UUID = new BsonBinary((byte) 4, OLD_UUID.getData());

    private static final Map<String, String> DAMAGE = Map.of(
            "released", "'2024-01-31 22:00:00.001'",
            "joined", "joined + interval '1 ms'",
            "price", "1234.500",
            "settings", "'{\"a\": 1.5}'",
            "email", "' a@b.cz'",
            "state", "'TODO'",
            "rank", "NULL",
            "by", "'00000000-0000-5000-8000-000000000000'");

    @TempDir
    Path directory;

    private Addresses addresses;

    @Test
    void readsValuesByTheFormThatTheFileStates() throws Exception {
        try (Servers servers = Servers.start();
                MongoClient client = servers.client()) {
            addresses = servers.withTarget("forms");
            Commands commands = new Commands(file());
            MongoDatabase database = client.getDatabase("forms");
            MongoCollection<Document> films = database.getCollection("films");
            database.getCollection("makers")
                    .insertMany(List.of(new Document("_id", OLD_UUID), new Document("_id", NEW_UUID)));
            films.insertMany(List.of(
                    film(1).append("released", "1.2.2024"),
                    film(2).append("released", "31.03.2024 02:30"),
                    film(3).append("settings", "{a: 1}"),
                    film(4).append("by", NEW_UUID).append("price", 7).append("joined", "1700000000")));

            Commands.Outcome checked = commands.run("check", "--verbose");
            assertThat(checked.output()).contains("value-parsed", "dead-letter");
            commands.runUntilDrained(directory.resolve("state"));
            commands.requireValid();
            assertThat(row(1))
                    .isEqualTo("2024-01-31 23:00:00|2023-11-14 22:13:20.5|1234.50|{\"a\": 1.50}|a@b.cz|IN_PROGRESS|DONE"
                            + "|{a,b}|12.5|2023-12-31 23:00:00");
            assertThat(query("SELECT field, reason FROM tidegate.dead_letter ORDER BY 1"))
                    .isEqualTo("released|not-exact\nsettings|not-exact");
            assertThat(query("SELECT count(DISTINCT \"by\") FROM films")).isEqualTo("2");

            films.updateOne(
                    new Document("_id", 1), new Document("$set", new Document("state", "done").append("rank", 1L)));
            films.updateOne(new Document("_id", 2), new Document("$set", new Document("released", "31.03.2024 03:30")));
            films.updateOne(new Document("_id", 3), new Document("$unset", new Document("settings", "")));
            films.deleteOne(new Document("_id", 4));
            commands.runUntilDrained(directory.resolve("state"));
            commands.requireValid();
            assertThat(row(1)).contains("|DONE|TODO|");
            assertThat(row(2)).startsWith("2024-03-31 01:30:00|");
            assertThat(query("SELECT count(*) FROM films")).isEqualTo("3");

            for (Map.Entry<String, String> damage : DAMAGE.entrySet()) {
                namesTheDamage(commands, damage.getKey(), damage.getValue());
            }
        }
    }

    private void namesTheDamage(Commands commands, String column, String value) throws SQLException {
        execute("CREATE TABLE kept AS SELECT * FROM films; UPDATE films SET \"" + column + "\" = " + value
                + " WHERE \"n\" = 1");
        Commands.Outcome outcome = commands.run(
                "validate",
                "--full",
                "--state-dir",
                directory.resolve("damaged").toString());
        assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(ExitCode.DIFFERENCES);
        assertThat(outcome.output()).contains("films." + column);
        execute("UPDATE films SET \"" + column + "\" = kept.\"" + column
                + "\" FROM kept WHERE kept.id = films.id; DROP TABLE kept");
    }

    private static Document film(int number) {
        return new Document("_id", number)
                .append("n", number)
                .append("released", "01.02.2024")
                .append("joined", 1700000000.5)
                .append("price", " 1.234,50")
                .append("settings", "{\"a\": 1.50}")
                .append("email", "A@b.cz ")
                .append("state", "In_Progress")
                .append("rank", 2)
                .append("by", OLD_UUID)
                .append("tags", List.of(" a", "B "))
                .append("shows", List.of(new Document("at", "1.1.2024").append("seats", "12,5")));
    }

    private Path file() throws Exception {
        return Files.writeString(directory.resolve("forms.yaml"), """
                migration: forms
                source: {database: forms, uri: "%s"}
                target: {url: "%s"}
                kafka: {bootstrap_servers: "%s", partitions: 1}
                enums: {states: [TODO, IN_PROGRESS, DONE]}
                collections:
                  makers: {ids: any, columns: {name: text}}
                  films:
                    ids: any
                    columns:
                      n: integer
                      released: {type: timestamp(3), parse: {format: [d.M.yyyy, "dd.MM.yyyy HH:mm"], zone: Europe/Prague}}
                      joined: {type: timestamp(3), unit: s}
                      price: {type: numeric, trim: true, parse: {number: {decimal: ",", grouping: "."}}}
                      settings: {type: jsonb, parse: json}
                      email: {type: text, trim: true, lower: true}
                      state: {type: states, ignore_case: true}
                      rank: {type: states, map: {1: TODO, 2: DONE}}
                      by: {type: uuid, references: makers}
                      tags: {type: "text[]", trim: true, lower: true}
                    children:
                      shows:
                        from: shows
                        key: {ordinal: o}
                        columns:
                          at: {type: timestamp(3), parse: {format: d.M.yyyy, zone: Europe/Prague}}
                          seats: {type: numeric, parse: {number: {decimal: ","}}}
                """.formatted(
                        addresses.mongodb(), addresses.postgres(), addresses.kafka()));
    }

    private String row(int number) throws SQLException {
        return query("SELECT released, joined, price, settings, email, state, rank, tags, seats, at FROM films"
                + " JOIN shows ON shows.parent_id = films.id WHERE n = " + number);
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = TargetConnection.open(PostgresAddress.parse(addresses.postgres()));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            var lines = new java.util.ArrayList<String>();
            while (rows.next()) {
                var values = new java.util.ArrayList<String>();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    values.add(rows.getString(column));
                }
                lines.add(String.join("|", values));
            }
            return String.join("\n", lines);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = TargetConnection.open(PostgresAddress.parse(addresses.postgres()));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
