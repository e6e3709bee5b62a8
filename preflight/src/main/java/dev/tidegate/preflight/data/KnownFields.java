package dev.tidegate.preflight.data;

import dev.tidegate.mapping.declaration.ChildTable;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.validator.value.NoValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * The fields of a collection's documents that the file knows, as a tree of names. Of a column's several fields each document
 * has one that is taken; to that document the others are not known.
 */
final class KnownFields {
    private static final KnownFields NONE = new KnownFields();

    private final Map<String, KnownFields> fields = new HashMap<>();
    private final List<FieldOfSeveral> choices = new ArrayList<>();
    private boolean whole;
    /** Of each element, where child rows are made of an array or of a sub-document. */
    private KnownFields elements;

    static KnownFields of(CollectionMapping collection, Migration migration) {
        KnownFields root = new KnownFields();
        root.at(Steps.of("_id")).whole = true;
        collection.ignoredFields().forEach(field -> root.at(Steps.of(field)).whole = true);
        root.columns(collection.columns(), migration);
        collection.children().forEach(child -> root.child(child, migration));
        for (Junction junction : migration.junctions()) {
            for (Junction.End end : List.of(junction.left(), junction.right())) {
                if (end.collection().equals(collection.collection())) {
                    end.array().ifPresent(field -> root.at(Steps.of(field)).whole = true);
                }
            }
        }
        return root;
    }

    /** Tells each unknown field once for each place where it stands, by its dotted path and its value. */
    void unknown(BsonDocument document, String prefix, BiConsumer<String, BsonValue> found) {
        unknown(document, taken(document), prefix, found);
    }

    private void unknown(BsonDocument document, KnownFields taken, String prefix, BiConsumer<String, BsonValue> found) {
        document.forEach((name, value) -> {
            KnownFields field = fields.get(name);
            KnownFields alsoTaken = taken.fields.getOrDefault(name, NONE);
            if (field == null) {
                found.accept(prefix + name, value);
            } else if (!field.whole && !alsoTaken.whole && !NoValue.is(value)) {
                field.unknownWithin(value, alsoTaken, prefix + name, found);
            }
        });
    }

    private void unknownWithin(BsonValue value, KnownFields taken, String path, BiConsumer<String, BsonValue> found) {
        if (elements != null && value.isArray()) {
            value.asArray().forEach(element -> elements.unknownElement(element, path + "[]", found));
        } else if (elements != null && fields.isEmpty()) {
            elements.unknownElement(value, path, found);
        } else if (value.isDocument() && !fields.isEmpty()) {
            unknown(value.asDocument(), taken, path + ".", found);
        } else {
            found.accept(path, value);
        }
    }

    private void unknownElement(BsonValue element, String path, BiConsumer<String, BsonValue> found) {
        if (whole || NoValue.is(element)) {
            return;
        }
        if (element.isDocument()) {
            unknown(element.asDocument(), path + ".", found);
        } else {
            found.accept(path, element);
        }
    }

    private KnownFields taken(BsonDocument document) {
        if (choices.isEmpty()) {
            return NONE;
        }
        KnownFields taken = new KnownFields();
        choices.forEach(choice -> choice.in(document).ifPresent(field -> taken.at(field).whole = true));
        return taken;
    }

    private void child(ChildTable child, Migration migration) {
        KnownFields at = at(Steps.of(child.field()));
        if (at.elements == null) {
            at.elements = new KnownFields();
        }
        at.elements.whole |= child.scalarColumn().isPresent();
        child.elementKey().ifPresent(key -> at.elements.at(Steps.of(key)).whole = true);
        at.elements.columns(child.columns(), migration);
    }

    private void columns(List<ColumnMapping> columns, Migration migration) {
        for (ColumnMapping column : columns) {
            FieldOfSeveral several = FieldOfSeveral.of(column, migration);
            if (several.fields().size() > 1) {
                several.fields().forEach(this::at);
                choices.add(several);
            } else {
                several.fields().forEach(field -> at(field).whole = true);
            }
        }
    }

    private KnownFields at(Steps path) {
        KnownFields node = this;
        for (String step : path.steps()) {
            node = node.fields.computeIfAbsent(step, name -> new KnownFields());
        }
        return node;
    }
}
