package dev.tidegate.cutover.resolve;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.ColumnMapping.Default;
import dev.tidegate.mapping.id.CollectionIds;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Empty rows of a collection's table: the migration file's constants and defaults, and NULL. */
final class Placeholders {
    private final CollectionMapping collection;

    Placeholders(CollectionMapping collection) {
        this.collection = collection;
    }

    /** Required columns for which the migration file declares no value. */
    List<String> withoutDefault() {
        return collection.columns().stream()
                .filter(column -> column.required()
                        && column.constant().isEmpty()
                        && column.whenAbsent().isEmpty())
                .map(ColumnMapping::column)
                .toList();
    }

    /** As {@link RowImages} takes it. */
    String image(UUID id) {
        ObjectNode image = JsonNodeFactory.instance.objectNode().put(collection.idColumn(), id.toString());
        for (ColumnMapping column : collection.columns()) {
            column.constant()
                    .or(() -> column.whenAbsent().map(value -> text(value, id)))
                    .map(text -> ofType(text, column))
                    .ifPresent(text -> image.put(column.column(), text));
        }
        return image.toString();
    }

    private static String text(Default value, UUID id) {
        return value instanceof Default.Constant constant
                ? constant.text()
                : CollectionIds.objectId(id).getDate().toInstant().toString();
    }

    /** PostgreSQL reads a timestamp without its zone: the time is written as UTC. */
    private static String ofType(String text, ColumnMapping column) {
        return column.type().kind() == ColumnKind.TIMESTAMP
                ? LocalDateTime.ofInstant(Instant.parse(text), ZoneOffset.UTC).toString()
                : text;
    }
}
