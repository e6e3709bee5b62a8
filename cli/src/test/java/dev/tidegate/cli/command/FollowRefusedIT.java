package dev.tidegate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import dev.tidegate.cli.command.RunningShop.Outcome;
import dev.tidegate.embedded.process.ChildJvm;
import dev.tidegate.operate.pipeline.SourceConditions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code verify --follow} beside documents of which PostgreSQL refuses rows, and a collection that is dropped. */
@Tag("mongodb")
class FollowRefusedIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final ObjectMapper JSON = new ObjectMapper();

    @AutoClose
    private static final Servers SERVERS = Servers.start();

    @TempDir
    Path directory;

    private RunningShop shop;

    @Test
    void followsARefusedDocumentFromItsFirstVersionToItsEnd() throws Exception {
        try (RunningShop running = shop()) {
            try (ChildJvm follow = follow()) {
                follow.awaitLine(
                        isEvent("status", each -> each.path("verifiedThrough").isTextual()), PATIENCE);

                lines("refused", 77, -1);
                shop.awaitWritten();
                assertThat(letters()).containsExactly("\"refused\"");
                awaitVerified(follow);
                shop.execute("UPDATE lines SET qty = 5 WHERE qty = 77");
                follow.awaitLine(
                        isEvent("mismatch", each -> each.path("kind").asText().equals("value")), PATIENCE);

                lines("refused", 2, 3);
                shop.awaitWritten();
                assertThat(letters()).isEmpty();
                awaitVerified(follow);

                lines("refused", 2, -3, -4);
                shop.awaitWritten();
                assertThat(letters()).containsExactly("\"refused\"");
                awaitVerified(follow);

                orders().deleteOne(Filters.eq("_id", "refused"));
                shop.awaitWritten();
                assertThat(letters()).isEmpty();
                awaitVerified(follow);
                follow.terminate();
                assertThat(follow.awaitExit(PATIENCE)).isEqualTo(ExitCode.DONE);
                assertThat(events(follow, "mismatch")).hasSize(1);
            }
        }
    }

    @Test
    void saysThatACollectionWasDroppedAndKeepsToTheRefusedDocumentBesideIt() throws Exception {
        try (RunningShop running = shop()) {
            lines("refused", 1, -1);
            shop.awaitWritten();
            try (ChildJvm follow = follow()) {
                awaitVerified(follow);
                shop.source().getCollection("drafts").drop();

                assertThat(follow.awaitExit(PATIENCE)).isEqualTo(ExitCode.COULD_NOT_RUN);
                assertThat(String.join("\n", follow.output())).contains("drafts");
                assertThat(events(follow, "mismatch")).isEmpty();
            }
            awaitStopped();
            Outcome validate = shop.run("validate", "--full");
            assertThat(validate.exitCode()).as(validate.err()).isEqualTo(ExitCode.DIFFERENCES);
            assertThat(validate.out()).contains("the source has stopped").doesNotContain("dead letter without cause");
            Outcome once = shop.run("verify", "--no-triggers", "--json");
            assertThat(once.exitCode()).as(once.err()).isEqualTo(ExitCode.DIFFERENCES);
            assertThat(once.out().lines().filter(isEvent("mismatch", each -> true)))
                    .isNotEmpty()
                    .allMatch(line -> line.contains("\"drafts\""));
        }
    }

    /** A refused document whose own collection is dropped: what is left of it has no document. */
    @Test
    void namesWhatIsLeftOfARefusedDocumentWhoseCollectionIsDropped() throws Exception {
        try (RunningShop running = shop()) {
            lines("refused", 1, -1);
            shop.awaitWritten();
            orders().drop();

            awaitStopped();

            Outcome validate = shop.run("validate", "--full");
            assertThat(validate.exitCode()).as(validate.err()).isEqualTo(ExitCode.DIFFERENCES);
            assertThat(validate.out())
                    .contains("the source has stopped")
                    .contains("row too many: Settle the source first")
                    .contains("child row too many: Settle the source first")
                    .contains("dead letter without cause: Settle the source first");
        }
    }

    private void awaitStopped() {
        await().atMost(PATIENCE)
                .until(() ->
                        SourceConditions.ask(shop.migration(), shop.addresses()).isStopped());
    }

    private RunningShop shop() throws Exception {
        shop = RunningShop.withFile(SERVERS, "refusing" + System.nanoTime(), directory, """
                collections:
                  orders:
                    ids: any
                    columns: {n: integer}
                    children:
                      lines: {from: lines, parent: order_id, key: {ordinal: position}, columns: {qty: integer}}
                  drafts: {columns: {n: integer}}
                """);
        for (int i = 0; i < 20; i++) {
            lines("good" + i, i, i + 1);
            shop.source().getCollection("drafts").insertOne(new Document("n", i));
        }
        shop.start();
        shop.awaitWritten();
        shop.execute("ALTER TABLE lines ADD CONSTRAINT no_credit CHECK (qty >= 0)");
        return shop;
    }

    private MongoCollection<Document> orders() {
        return shop.source().getCollection("orders");
    }

    private void lines(String id, int... quantities) {
        List<Document> lines = IntStream.of(quantities)
                .mapToObj(quantity -> new Document("qty", quantity))
                .toList();
        orders().replaceOne(
                        Filters.eq("_id", id),
                        new Document("n", quantities.length).append("lines", lines),
                        new ReplaceOptions().upsert(true));
    }

    private List<String> letters() throws Exception {
        return shop.query("SELECT document_id FROM tidegate.dead_letter");
    }

    private ChildJvm follow() {
        return TidegateProcess.start(
                TidegateProcess.environment(shop.addresses()),
                "verify",
                "--follow",
                "--json",
                "--pause",
                "1s",
                "-f",
                directory.resolve(shop.migration().name() + ".yaml").toString());
    }

    /** Everything up to now, and nothing of it differs. */
    private static void awaitVerified(ChildJvm follow) {
        Instant now = Instant.now();
        follow.awaitLine(
                isEvent(
                        "status",
                        each -> each.path("openMismatches").asInt() == 0
                                && each.path("verifiedThrough").isTextual()
                                && Instant.parse(each.path("verifiedThrough").asText())
                                        .isAfter(now)),
                PATIENCE);
    }

    private static List<String> events(ChildJvm follow, String name) {
        return follow.output().stream().filter(isEvent(name, each -> true)).toList();
    }

    private static Predicate<String> isEvent(String name, Predicate<JsonNode> wanted) {
        return line -> {
            try {
                JsonNode event = line.startsWith("{") ? JSON.readTree(line) : JSON.nullNode();
                return event.path("event").asText().equals(name) && wanted.test(event);
            } catch (JsonProcessingException e) {
                return false;
            }
        };
    }
}
