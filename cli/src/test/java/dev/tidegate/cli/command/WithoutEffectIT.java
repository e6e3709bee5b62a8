package dev.tidegate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.tidegate.operate.address.Addresses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Declarations whose paths lead nowhere: nothing differs, and yet tables and columns are empty. */
@Tag("mongodb")
class WithoutEffectIT {
    @TempDir
    Path directory;

    @Test
    void isNamedByCheckAndInTheVerdictOfAValidation() throws Exception {
        try (Servers servers = Servers.start();
                MongoClient client = servers.client()) {
            Commands commands = new Commands(file(servers.withTarget("shows")));
            fill(client.getDatabase("shows"));

            Commands.Outcome checked = commands.run("check");
            assertThat(checked.exitCode()).as(checked.output()).isEqualTo(ExitCode.DONE);
            assertThat(checked.output()).contains("no-value", "shows.sesons", "shows.crew.id", "shows.tittle");

            commands.runUntilDrained(directory.resolve("state"));
            Commands.Outcome full = validate(commands, "--full");
            assertThat(full.output())
                    .contains("no document of \"shows\" has a value for column \"shows\".\"tittle\" (field tittle)")
                    .contains("no document of \"shows\" has an element for child table \"seasons\" (field sesons)")
                    .contains("no document of \"shows\" has an id for junction \"actors\" (field crew.id)")
                    .contains("\"later\" has no documents")
                    .doesNotContain("\"seasons\".\"no\"");
            assertThat(lastLine(full))
                    .isEqualTo("SAFE TO SWITCH: all 4 documents are their rows in 5 tables;"
                            + " 4 values of 3 fields are only in tidegate.unmapped;"
                            + " no document has a value for 1 column, 1 child table, 1 junction");
            assertThat(lastLine(validate(commands, "--sample", "2")))
                    .startsWith("NOT PROVEN SAFE TO SWITCH")
                    .endsWith("4 values of 3 fields are only in tidegate.unmapped;"
                            + " no document has a value for 1 child table, 1 junction");
        }
    }

    private Commands.Outcome validate(Commands commands, String... coverage) {
        var words = new java.util.ArrayList<>(List.of("validate"));
        words.addAll(List.of(coverage));
        words.addAll(List.of("--state-dir", directory.resolve("validation").toString()));
        Commands.Outcome outcome = commands.run(words.toArray(String[]::new));
        assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(ExitCode.DONE);
        return outcome;
    }

    private static String lastLine(Commands.Outcome outcome) {
        return outcome.output().lines().reduce("", (before, last) -> last);
    }

    private Path file(Addresses addresses) throws Exception {
        return Files.writeString(directory.resolve("shows.yaml"), """
                migration: shows
                source: {database: shows, uri: "%s"}
                target: {url: "%s"}
                kafka: {bootstrap_servers: "%s", partitions: 1}
                collections:
                  people: {columns: {name: text}}
                  later: {columns: {name: text}}
                  shows:
                    columns:
                      title: text
                      tittle: {type: text, required: true, default: "-"}
                    children:
                      seasons: {from: sesons, key: {ordinal: n}, columns: {no: integer}}
                junctions:
                  actors:
                    left: {collection: shows, column: show, array: crew.id}
                    right: {collection: people, column: actor}
                """.formatted(
                        addresses.mongodb(), addresses.postgres(), addresses.kafka()));
    }

    private static void fill(MongoDatabase database) {
        ObjectId actor = new ObjectId();
        database.createCollection("later");
        database.getCollection("people")
                .insertMany(List.of(
                        new Document("_id", actor).append("name", "Ana"),
                        new Document("name", "Bo").append("note", "a\u0000b")));
        database.getCollection("shows")
                .insertMany(List.of(
                        new Document("title", "One").append("seasons", List.of(new Document("no", 1))),
                        new Document("title", "Two")
                                .append("seasons", List.of(new Document("no", 1)))
                                .append("cast", List.of(new Document("id", actor)))));
    }
}
