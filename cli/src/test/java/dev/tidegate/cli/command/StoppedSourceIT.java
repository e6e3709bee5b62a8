package dev.tidegate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.cli.command.RunningShop.Outcome;
import dev.tidegate.operate.pipeline.SourceConditions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands that compare say of differences that stand there because nothing is carried any more. */
@Tag("mongodb")
class StoppedSourceIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DROPPED = "the source has stopped (collection dropped, ";
    private static final String WHAT = "dropped.orders was dropped";

    @AutoClose
    private static final Servers SERVERS = Servers.start();

    @TempDir
    Path directory;

    @Test
    void afterADroppedCollectionEachSaysThatTheSourceHasStopped() throws Exception {
        try (RunningShop shop = RunningShop.of(SERVERS, "dropped", directory)) {
            new Shop(shop.source(), 1).load(10);
            shop.start();
            shop.awaitWritten();
            ObjectId customer = shop.source()
                    .getCollection("kunden")
                    .find(new Document("full_name", new Document("$exists", true)))
                    .first()
                    .getObjectId("_id");
            shop.source().getCollection("orders").drop();
            await().atMost(PATIENCE)
                    .until(() -> SourceConditions.ask(shop.migration(), shop.addresses())
                            .isStopped());
            shop.source()
                    .getCollection("kunden")
                    .updateOne(new Document("_id", customer), new Document("$set", new Document("full_name", "new")));

            validateAndReport(shop);
            verify(shop);
            references(shop);
            explain(shop, customer);
            Outcome repair = shop.run("repair", "--yes");
            assertThat(repair.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
            assertThat(repair.err()).contains("the source has stopped").contains(WHAT);
            Outcome show = shop.run("errors", "show", "bad state");
            assertThat(show.exitCode()).as(show.err()).isEqualTo(ExitCode.DONE);
            assertThat(show.out()).startsWith("! " + DROPPED).contains(WHAT);
            Outcome replay = shop.run("errors", "replay", "--yes");
            assertThat(replay.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
            assertThat(replay.err()).contains("the source has stopped").contains(WHAT);
        }
    }

    private void validateAndReport(RunningShop shop) throws Exception {
        Path report = directory.resolve("report.json");
        long began = System.nanoTime();
        Outcome validate = shop.run("validate", "--full", "--report", report.toString());
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .as("what never comes is not waited for")
                .isLessThan(Duration.ofMinutes(1));
        assertThat(validate.exitCode()).isEqualTo(ExitCode.DIFFERENCES);
        assertThat(validate.out())
                .contains("NOT SAFE TO SWITCH: " + DROPPED)
                .contains(WHAT)
                .contains("row too many: Settle the source first");
        JsonNode json = JSON.readTree(Files.readString(report));
        assertThat(json.at("/source/state").asText()).isEqualTo("stopped");
        assertThat(json.at("/source/reason").asText()).isEqualTo("collection-dropped");
        assertThat(json.at("/source/message").asText()).contains(WHAT);
        assertThat(json.at("/settling/undecided").asLong()).isZero();
        assertThat(json.at("/verdict").asText()).startsWith("NOT SAFE TO SWITCH: " + DROPPED);
    }

    private static void verify(RunningShop shop) throws Exception {
        Outcome text = shop.run("verify", "--no-triggers");
        assertThat(text.exitCode()).as(text.out() + text.err()).isEqualTo(ExitCode.DIFFERENCES);
        assertThat(text.out()).contains("! " + DROPPED).contains(WHAT).contains("THE SOURCE HAS STOPPED");
        assertThat(text.out().indexOf(DROPPED)).isLessThan(text.out().indexOf("MISMATCH "));
        Outcome lines = shop.run("verify", "--no-triggers", "--json");
        assertThat(lines.exitCode()).isEqualTo(ExitCode.DIFFERENCES);
        JsonNode last = null;
        for (String line : lines.out().lines().toList()) {
            JsonNode event = JSON.readTree(line);
            last = event.path("event").asText().equals("status") ? event : last;
        }
        assertThat(last.at("/source/state").asText()).isEqualTo("stopped");
    }

    private static void references(RunningShop shop) throws Exception {
        Outcome text = shop.run("references");
        assertThat(text.out()).startsWith("! " + DROPPED).contains(WHAT);
        Outcome json = shop.run("references", "--json");
        assertThat(JSON.readTree(json.out()).at("/source/state").asText()).isEqualTo("stopped");
        assertThat(json.exitCode()).isEqualTo(text.exitCode());
    }

    private static void explain(RunningShop shop, ObjectId customer) throws Exception {
        Outcome text = shop.run("explain", customer.toHexString());
        assertThat(text.exitCode()).as(text.err()).isEqualTo(ExitCode.DIFFERENCES);
        assertThat(text.out()).startsWith("! " + DROPPED).contains(WHAT);
        Outcome json = shop.run("explain", customer.toHexString(), "--json");
        assertThat(JSON.readTree(json.out()).at("/0/source/state").asText()).isEqualTo("stopped");
    }

    @Test
    void howFarASourceThatDoesNotRunHasComeIsSaid() throws Exception {
        try (RunningShop shop = RunningShop.of(SERVERS, "away", directory)) {
            new Shop(shop.source(), 1).load(10);
            shop.start();
            shop.awaitWritten();
            shop.stop();
            shop.source()
                    .getCollection("kunden")
                    .updateMany(new Document(), new Document("$set", new Document("x", 1)));

            Outcome validate = shop.run("validate", "--full", "--patience", "2s");

            assertThat(validate.exitCode()).isEqualTo(ExitCode.DIFFERENCES);
            assertThat(validate.out())
                    .containsPattern(
                            "could not be decided .*the source has carried changes up to 2\\S+Z, [0-9]+ s before"
                                    + " MongoDB's last write")
                    .doesNotContain("has stopped");
        }
    }
}
