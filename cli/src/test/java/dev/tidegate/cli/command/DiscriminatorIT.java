package dev.tidegate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.tidegate.cli.command.RunningShop.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** References of which a field beside them says to which collection they are, through the whole pipeline. */
@Tag("mongodb")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DiscriminatorIT {
    private static final String FILE = """
            collections:
              users: {columns: {name: text}}
              boards: {ids: any, columns: {name: text}}
              comments:
                columns:
                  onModel: text
                  subject:
                    type: uuid
                    references:
                      by: onModel
                      one_of: [{collection: users, when: User, foreign_key: true}, {collection: boards, when: Board, column: board}]
                  board: {type: uuid, from: [], references: {collection: boards, foreign_key: true}}
                children:
                  mentions:
                    from: mentions
                    key: {ordinal: no}
                    columns:
                      about:
                        type: uuid
                        from: id
                        policy: {invalid_enum: null_and_keep}
                        references:
                          by: kind.name
                          one_of: [{collection: boards, when: Board}, {collection: users, when: User}]
            """;

    @TempDir
    static Path directory;

    @RegisterExtension
    static final Servers servers = new Servers();

    private static final ObjectId BOTH = new ObjectId();

    private static RunningShop shop;

    @BeforeAll
    static void startBesideDocuments() throws Exception {
        shop = RunningShop.withFile(servers, "discriminator", directory, FILE);
        all("users").insertOne(new Document("_id", BOTH).append("name", "user"));
        all("boards").insertOne(new Document("_id", BOTH).append("name", "board"));
        all("boards").insertOne(new Document("_id", "text").append("name", "board"));
        comment(1, "User", BOTH);
        comment(2, "Board", BOTH);
        comment(3, "Board", "text");
        comment(4, "user", BOTH);
        comment(5, null, null);
        comment(6, "User", new ObjectId());
        shop.start();
        shop.awaitWritten();
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    private static MongoCollection<Document> all(String collection) {
        return shop.source().getCollection(collection);
    }

    private static void comment(int n, String model, Object subject) {
        all("comments")
                .insertOne(new Document("n", n)
                        .append("onModel", model)
                        .append("subject", subject)
                        .append(
                                "mentions",
                                List.of(
                                        new Document("id", BOTH).append("kind", new Document("name", "User")),
                                        new Document("id", "text").append("kind", new Document("name", "Board")),
                                        new Document("id", BOTH).append("kind", new Document("name", "Other")))));
    }

    private static List<String> joined() throws Exception {
        return shop.query(
                "SELECT coalesce(c.\"onModel\", '') || ' ' || coalesce(u.name, '-') || ' ' || coalesce(b.name, '-')"
                        + " FROM comments c LEFT JOIN users u ON u.id = c.subject LEFT JOIN boards b ON b.id = c.board ORDER BY 1");
    }

    private static void requireSame() {
        Outcome validated = shop.run("validate", "--full");
        assertThat(validated.exitCode()).as(validated.out() + validated.err()).isEqualTo(ExitCode.DONE);
    }

    @Test
    @Order(1)
    void anIdGoesWhereTheFieldSays() throws Exception {
        assertThat(joined()).containsExactly(" - -", "Board - board", "Board - board", "User - -", "User user -");
        assertThat(shop.query("SELECT reason || ' ' || field FROM tidegate.dead_letter"))
                .containsExactly("invalid-enum subject");
        assertThat(shop.query("SELECT count(*) FROM mentions WHERE about IS NULL"))
                .containsExactly("5");
        assertThat(shop.query("SELECT count(*) FROM mentions m JOIN users u ON u.id = m.about"))
                .containsExactly("5");
        requireSame();
        assertThat(shop.run("references").out()).contains("dangling in the source");
    }

    @Test
    @Order(2)
    void itMovesWhenTheFieldChanges() throws Exception {
        all("comments").updateOne(Filters.eq("n", 1), Updates.set("onModel", "Board"));
        all("comments").updateOne(Filters.eq("n", 2), Updates.set("onModel", "User"));
        all("comments").updateOne(Filters.eq("n", 4), Updates.set("onModel", "User"));
        all("comments").updateOne(Filters.eq("n", 3), Updates.set("onModel", 7));
        shop.awaitWritten();
        assertThat(joined())
                .containsExactly(" - -", "Board - board", "Board - board", "User - -", "User user -", "User user -");
        assertThat(shop.query("SELECT stale FROM tidegate.dead_letter")).containsExactly("t");
        requireSame();
    }

    @Test
    @Order(3)
    void anIdInTheOtherColumnIsDamage() throws Exception {
        shop.execute("UPDATE comments SET board = tidegate.uuid_for('boards', '" + BOTH.toHexString()
                + "'), subject = NULL WHERE subject = tidegate.uuid_for('users', '" + BOTH.toHexString() + "')");
        Outcome validated = shop.run("validate", "--full");
        assertThat(validated.exitCode()).isEqualTo(ExitCode.DIFFERENCES);
        assertThat(validated.out()).contains("subject").contains("board");
        Outcome repaired = shop.run("repair", "--yes");
        assertThat(repaired.exitCode()).as(repaired.out() + repaired.err()).isEqualTo(ExitCode.DONE);
        requireSame();
    }
}
