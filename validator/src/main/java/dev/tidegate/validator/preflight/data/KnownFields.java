package dev.tidegate.validator.preflight.data;

import dev.tidegate.mapping.declaration.ChildTable;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Migration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** The fields of a collection's documents that the file knows, as a tree of names. */
final class KnownFields {
    private final Map<String, KnownFields> fields = new HashMap<>();
    private boolean whole;
    /** Of each element, where child rows are made of an array or of a sub-document. */
    private KnownFields elements;

    static KnownFields of(CollectionMapping collection, Migration migration) {
        KnownFields root = new KnownFields();
        root.at("_id").whole = true;
        collection.ignoredFields().forEach(field -> root.at(field).whole = true);
        root.columns(collection.columns());
        collection.children().forEach(root::child);
        for (Junction junction : migration.junctions()) {
            for (Junction.End end : List.of(junction.left(), junction.right())) {
                if (end.collection().equals(collection.collection())) {
                    end.array().ifPresent(field -> root.at(field).whole = true);
                }
            }
        }
        return root;
    }

    /** Tells each unknown field once for each place where it stands, by its dotted path and its value. */
    void unknown(BsonDocument document, String prefix, BiConsumer<String, BsonValue> found) {
        document.forEach((name, value) -> {
            KnownFields field = fields.get(name);
            if (field == null) {
                found.accept(prefix + name, value);
            } else if (!field.whole && !value.isNull()) {
                field.unknownWithin(value, prefix + name, found);
            }
        });
    }

    private void unknownWithin(BsonValue value, String path, BiConsumer<String, BsonValue> found) {
        if (elements != null && value.isArray()) {
            value.asArray().forEach(element -> elements.unknownElement(element, path + "[]", found));
        } else if (elements != null && fields.isEmpty()) {
            elements.unknownElement(value, path, found);
        } else if (value.isDocument()) {
            unknown(value.asDocument(), path + ".", found);
        } else {
            found.accept(path, value);
        }
    }

    private void unknownElement(BsonValue element, String path, BiConsumer<String, BsonValue> found) {
        if (whole || element.isNull()) {
            return;
        }
        if (element.isDocument()) {
            unknown(element.asDocument(), path + ".", found);
        } else {
            found.accept(path, element);
        }
    }

    private void child(ChildTable child) {
        KnownFields at = at(child.field());
        if (at.elements == null) {
            at.elements = new KnownFields();
        }
        at.elements.whole |= child.scalarColumn().isPresent();
        child.elementKey().ifPresent(key -> at.elements.at(key).whole = true);
        at.elements.columns(child.columns());
    }

    private void columns(List<ColumnMapping> columns) {
        columns.forEach(column -> column.fields().forEach(field -> at(field).whole = true));
    }

    private KnownFields at(String dotted) {
        KnownFields node = this;
        for (String step : dotted.split("\\.", -1)) {
            node = node.fields.computeIfAbsent(step, name -> new KnownFields());
        }
        return node;
    }
}
