package dev.tidegate.source;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.CollectionMapping.IdKind;
import dev.tidegate.mapping.declaration.CollectionMapping.UnmappedFields;
import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.ColumnType;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Migration.Addresses;
import dev.tidegate.mapping.declaration.Migration.ExistingRows;
import dev.tidegate.mapping.declaration.Migration.KafkaSettings;
import dev.tidegate.mapping.declaration.Migration.Source;
import dev.tidegate.mapping.declaration.Migration.Target;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.id.CollectionIds;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Migrations of collections whose documents become nothing but their id: all that the source reads of them. */
final class Migrations {
    private Migrations() {}

    static Migration of(String name, String database, String... collections) {
        return new Migration(
                name,
                new Source(database),
                new Target("public", ExistingRows.REFUSE),
                new Addresses(Optional.empty(), Optional.empty(), Optional.empty()),
                List.of(),
                List.of(),
                Stream.of(collections).map(Migrations::collection).toList(),
                List.of(),
                Stream.of(collections).map(Migrations::table).toList(),
                new KafkaSettings(2, (short) 1),
                "0");
    }

    /** The same by another version of its file. */
    static Migration changed(Migration migration) {
        return new Migration(
                migration.name(),
                migration.source(),
                migration.target(),
                migration.addresses(),
                migration.extensions(),
                migration.enums(),
                migration.collections(),
                migration.junctions(),
                migration.tables(),
                migration.kafka(),
                "1");
    }

    private static CollectionMapping collection(String name) {
        return new CollectionMapping(
                name,
                IdKind.ANY,
                CollectionIds.defaultTag(name),
                name,
                "id",
                List.of(),
                List.of(),
                List.of(),
                UnmappedFields.KEEP,
                List.of());
    }

    private static Table table(String name) {
        Column id = new Column("id", ColumnType.of(ColumnKind.UUID), false, Optional.empty());
        return new Table("public", name, List.of(id), List.of("id"), List.of(), List.of());
    }
}
