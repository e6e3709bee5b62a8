package dev.tidegate.transform.value;

import dev.tidegate.mapping.declaration.ChildTable;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Migration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * Which parts of a collection's documents the file's declarations read, as a tree of field names.
 *
 * <p>A declaration reads the value that its path leads to, as a whole. Where the path does not lead all the way (a scalar
 * or an array stands where it wants a document), nothing was read.
 */
final class ReadPaths {
    private final Map<String, ReadPaths> fields = new HashMap<>();
    private boolean whole;
    /** What is read of each element, where child rows are made of an array or of a single sub-document. */
    private ReadPaths elements;

    private ReadPaths() {}

    /** @param alsoWhole paths that count as read, because the file ignores them */
    static ReadPaths of(CollectionMapping collection, Migration migration, List<String> alsoWhole) {
        ReadPaths root = new ReadPaths();
        root.readWhole("_id");
        alsoWhole.forEach(root::readWhole);
        root.readColumns(collection.columns());
        collection.children().forEach(root::readChild);
        for (Junction junction : migration.junctions()) {
            root.readEnd(junction.left(), collection.collection());
            root.readEnd(junction.right(), collection.collection());
        }
        return root;
    }

    /** True when nothing in the top-level field is left that no declaration reads. */
    boolean isRead(String topLevelField, BsonValue value) {
        ReadPaths field = fields.get(topLevelField);
        return field != null && field.isWhollyRead(value);
    }

    private boolean isWhollyRead(BsonValue value) {
        if (whole || value.isNull()) {
            return true;
        }
        if (value.isDocument()) {
            BsonDocument document = value.asDocument();
            return (elements != null && elements.isWhollyRead(document)) || fieldsAreRead(document);
        }
        boolean isElement = elements != null && elements.whole;
        return isElement || value.isArray() && elements != null && elementsAreRead(value.asArray());
    }

    private boolean fieldsAreRead(BsonDocument document) {
        for (var field : document.entrySet()) {
            if (!isRead(field.getKey(), field.getValue())) {
                return false;
            }
        }
        return !fields.isEmpty();
    }

    private boolean elementsAreRead(BsonArray array) {
        for (BsonValue element : array) {
            if (!elements.isWhollyRead(element)) {
                return false;
            }
        }
        return true;
    }

    private void readColumns(List<ColumnMapping> columns) {
        columns.forEach(column -> column.fields().forEach(this::readWhole));
    }

    private void readChild(ChildTable child) {
        ReadPaths at = at(child.field());
        if (at.elements == null) {
            at.elements = new ReadPaths();
        }
        at.elements.whole |= child.scalarColumn().isPresent();
        child.elementKey().ifPresent(at.elements::readWhole);
        at.elements.readColumns(child.columns());
    }

    private void readEnd(Junction.End end, String collection) {
        if (end.collection().equals(collection)) {
            end.array().ifPresent(this::readWhole);
        }
    }

    private void readWhole(String dotted) {
        at(dotted).whole = true;
    }

    private ReadPaths at(String dotted) {
        ReadPaths node = this;
        for (String step : FieldPath.of(dotted).steps()) {
            node = node.fields.computeIfAbsent(step, name -> new ReadPaths());
        }
        return node;
    }
}
