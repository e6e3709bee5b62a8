package dev.tidegate.sink.support;

import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.ColumnType;
import dev.tidegate.mapping.declaration.EnumType;
import dev.tidegate.mapping.declaration.Index;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Migration.Addresses;
import dev.tidegate.mapping.declaration.Migration.ExistingRows;
import dev.tidegate.mapping.declaration.Migration.KafkaSettings;
import dev.tidegate.mapping.declaration.Migration.Source;
import dev.tidegate.mapping.declaration.Migration.Target;
import dev.tidegate.mapping.declaration.Table;
import java.util.List;
import java.util.Optional;

/** Declarations made by hand, with names that need quotes. */
public final class Tables {
    public static final EnumType MOOD = new EnumType("Mood", List.of("HAPPY", "so so", "sad"));

    public static final Table PERSON = new Table(
            "public",
            "Person",
            List.of(
                    column("id", ColumnKind.UUID, false),
                    column("name", ColumnKind.TEXT, true),
                    column("__v", ColumnKind.INTEGER, false),
                    column("order", ColumnKind.JSONB, true)),
            List.of("id"),
            List.of(),
            List.of(
                    index("Person_name_idx", 1, Index.Method.BTREE, "name"),
                    new Index(
                            "Person_text_idx",
                            3,
                            false,
                            Index.Method.GIN,
                            List.of(),
                            Optional.of("to_tsvector('simple', coalesce(\"name\", ''))"),
                            Optional.empty())));

    public static final Table FRIENDS = new Table(
            "public",
            "PersonToFriends",
            List.of(column("person_id", ColumnKind.UUID, false), column("friend_id", ColumnKind.UUID, false)),
            List.of("person_id", "friend_id"),
            List.of(),
            List.of());

    public static final Table EVERYTHING = new Table(
            "public",
            "everything",
            List.of(
                    column("id", ColumnKind.UUID, false),
                    column("integer", ColumnKind.INTEGER, true),
                    column("bigint", ColumnKind.BIGINT, true),
                    column("numeric", ColumnKind.NUMERIC, true),
                    column("boolean", ColumnKind.BOOLEAN, true),
                    column("timestamp", ColumnKind.TIMESTAMP, true),
                    column("timestamptz", ColumnKind.TIMESTAMPTZ, true),
                    column("text", ColumnKind.TEXT, true),
                    column("uuid", ColumnKind.UUID, true),
                    column("jsonb", ColumnKind.JSONB, true),
                    new Column("texts", ColumnType.listOf(ColumnKind.TEXT), true, Optional.empty()),
                    new Column("uuids", ColumnType.listOf(ColumnKind.UUID), true, Optional.empty()),
                    new Column("mood", ColumnType.enumeration("Mood"), true, Optional.empty())),
            List.of("id"),
            List.of(),
            List.of());

    private Tables() {}

    public static Column column(String name, ColumnKind kind, boolean nullable) {
        return new Column(name, ColumnType.of(kind), nullable, Optional.empty());
    }

    public static Index index(String name, int tier, Index.Method method, String column) {
        return new Index(name, tier, false, method, List.of(column), Optional.empty(), Optional.empty());
    }

    public static Migration migration(String name) {
        return migration(name, ExistingRows.REFUSE, "hash", List.of(PERSON, FRIENDS, EVERYTHING));
    }

    public static Migration migration(String name, ExistingRows existingRows, String hash, List<Table> tables) {
        return new Migration(
                name,
                new Source("app"),
                new Target("public", existingRows),
                new Addresses(Optional.empty(), Optional.empty(), Optional.empty()),
                List.of(),
                List.of(MOOD),
                List.of(),
                List.of(),
                tables,
                new KafkaSettings(2, (short) 1),
                hash);
    }
}
