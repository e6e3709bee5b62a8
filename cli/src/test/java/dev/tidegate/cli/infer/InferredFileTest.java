package dev.tidegate.cli.infer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.mapping.ddl.Ddl;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.preflight.infer.InferredMigration;
import dev.tidegate.preflight.infer.ScannedDatabase;
import dev.tidegate.preflight.infer.evidence.IdKinds;
import dev.tidegate.transform.document.CollectionRows;
import dev.tidegate.transform.document.Derivation;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonMaxKey;
import org.bson.BsonMinKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is inferred of invented applications, without any server. */
class InferredFileTest {
    static Stream<Application> applications() {
        return Stream.of(Cinema.application(), Forum.application());
    }

    @ParameterizedTest
    @MethodSource("applications")
    void hasTheReferencesThatThereAreAndNoOthers(Application application) {
        Migration migration =
                MigrationFile.parse("inferred", inferred(application).yaml());
        assertThat(Truth.references(migration)).containsExactlyInAnyOrderElementsOf(application.references());
        assertThat(Truth.junctions(migration)).isEqualTo(application.junctions());
    }

    @ParameterizedTest
    @MethodSource("applications")
    void carriesEveryDocument(Application application) {
        Migration migration =
                MigrationFile.parse("inferred", inferred(application).yaml());
        assertThat(new Ddl(migration).atStart()).isNotEmpty();
        List<String> dead = new ArrayList<>();
        application.documents().forEach((collection, documents) -> {
            CollectionRows rows = new CollectionRows(migration.collection(collection), migration);
            for (BsonDocument document : documents) {
                String id = DocumentId.of(document.get("_id")).canonical();
                if (rows.derive(document, id, (any, other) -> false) instanceof Derivation.Failed failed) {
                    dead.add(collection + ": " + failed.first());
                }
            }
        });
        assertThat(dead).isEmpty();
    }

    @Test
    void hasTheIndexesThatTablesCanHaveAndNamesTheOthers() {
        assertThat(inferred(Cinema.application()).yaml())
                .containsOnlyOnce("{columns: [genre, rating]}")
                .contains(
                        "- {columns: [slug], unique: true}",
                        "- {columns: [tags], using: gin}",
                        "- {full_text: [slug, released], language: german}",
                        "# TODO index on location is not carried: geographic",
                        "# TODO index on startsAt deletes documents after a time (TTL)",
                        "- {columns: [startsAt]}",
                        "where: '\"status\" = ''open'' AND \"sold\" > 5'}",
                        "        indexes:\n          - {columns: [code]}")
                .doesNotContain("columns: [similar]");
    }

    @Test
    void namesTheFieldThatSaysWhichCollectionIsMeant() {
        assertThat(inferred(Forum.application()).yaml()).contains("# onModel seems to say which of the collections");
    }

    @Test
    void keepsWhatAPersonWroteAndAddsWhatIsNew() {
        String edited = """
                # mine
                migration: mine   # my name
                source: {database: cinemainit}
                collections:
                  people: {ids: any, columns: {fullName: {type: text, from: name}}}   # by hand
                  genres:
                    ids: any
                    columns:
                      rank: bigint   # will grow

                  # the heart of it
                  films:
                    ids: any
                    ignore: [legacyId]
                    columns:
                      genre: {type: uuid, references: genres}
                      # renamed
                      order: {type: text, from: slug}
                """;
        String updated = scanned(Cinema.application(), scanned -> scanned.update(edited, List.of()))
                .yaml();
        assertThat(updated.lines())
                .containsAll(
                        edited.lines().filter(line -> !line.contains("by hand")).toList());
        assertThat(updated)
                .contains(
                        "columns: {fullName: {type: text, from: name}, born: text not null, awards: integer}}   # by hand")
                .contains("order_2: {type: integer, required: true, from: order}")
                .contains("films_seasons:", "cinemas_screens:", "junctions:", "films_similar:")
                .doesNotContain("legacyId:", "slug: text");
        Migration migration = MigrationFile.parse("updated", updated);
        assertThat(migration.name()).isEqualTo("mine");
        assertThat(scanned(Cinema.application(), scanned -> scanned.update(updated, List.of()))
                        .yaml())
                .as("once more, nothing is new")
                .isEqualTo(updated);
    }

    private static InferredMigration inferred(Application application) {
        return scanned(application, scanned -> scanned.infer(List.of()));
    }

    private static InferredMigration scanned(
            Application application, Function<ScannedDatabase, InferredMigration> result) {
        IdKinds kinds = new IdKinds();
        kinds.between(new BsonMinKey(), new BsonMaxKey());
        try (ScannedDatabase scanned = new ScannedDatabase(application.name(), kinds, false)) {
            new TreeMap<>(application.documents()).forEach((collection, documents) -> {
                scanned.collection(collection);
                scanned.indexes(application.indexes().getOrDefault(collection, List.of()));
                documents.forEach(document -> {
                    scanned.id(document.get("_id"));
                    scanned.document(document);
                });
            });
            return result.apply(scanned);
        }
    }
}
