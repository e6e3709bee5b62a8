package dev.tidegate.validator.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceColumnsTest {
    private final Migration migration = MigrationFile.parse("m", """
            migration: m
            source: {database: d}
            collections:
              people: {columns: {name: text}}
              notes: {columns: {body: text}}
              things:
                columns:
                  free: {type: uuid, references: people}
                  subject:
                    type: uuid
                    from: about.id
                    references: {one_of: [{collection: people, on_delete: set_null}, {collection: notes, column: note}]}
                  note: {type: uuid, references: {collection: notes, on_delete: set_null}}
                children:
                  parts:
                    from: made.parts
                    parent: thing_id
                    foreign_key: false
                    key: {ordinal: position}
                    columns: {maker: {type: uuid, references: {collection: people, foreign_key: true}}}
                  readers:
                    from: seen.by
                    parent: thing_id
                    foreign_key: false
                    key: {ordinal: position}
                    scalar: reader
                    columns: {reader: {type: uuid, references: {collection: people, foreign_key: true}}}
            junctions:
              thing_people:
                foreign_keys: false
                left: {collection: things, column: thing_id, array: people}
                right: {collection: people, column: person_id}
            """);
    private final List<ReferenceColumn> columns = ReferenceColumns.of(migration);

    @Test
    void areForeignKeysParentsAndBothEndsOfJunctions() {
        assertThat(columns)
                .extracting(ReferenceColumn::name)
                .containsExactly(
                        "things.subject",
                        "things.note",
                        "parts.thing_id",
                        "parts.maker",
                        "readers.thing_id",
                        "readers.reader",
                        "thing_people.thing_id",
                        "thing_people.person_id");
        assertThat(columns)
                .extracting(column -> column.constraint().orElse("-"))
                .containsExactly(
                        "things_subject_fkey",
                        "things_note_fkey",
                        "-",
                        "parts_maker_fkey",
                        "-",
                        "readers_reader_fkey",
                        "-",
                        "-");
    }

    @Test
    void knowWhichFieldsOfWhichDocumentMayHoldThem() {
        assertThat(columns)
                .extracting(column -> column.referrer().fields())
                .containsExactly(
                        List.of("about.id"),
                        List.of("about.id", "note"),
                        List.of(),
                        List.of("made.parts.maker"),
                        List.of(),
                        List.of("seen.by"),
                        List.of(),
                        List.of("people"));
        assertThat(columns)
                .extracting(column -> column.referrer().collection().collection())
                .containsExactly("things", "things", "things", "things", "things", "things", "people", "things");
    }

    @Test
    void tellWhenTheRowItselfComesFromTheMissingDocument() {
        assertThat(columns)
                .filteredOn(ReferenceColumn::heldByReferenced)
                .extracting(ReferenceColumn::name)
                .containsExactly("parts.thing_id", "readers.thing_id", "thing_people.thing_id");
        assertThat(columns.get(0).elsewhere())
                .extracting(CollectionMapping::collection)
                .containsExactly("notes");
    }
}
