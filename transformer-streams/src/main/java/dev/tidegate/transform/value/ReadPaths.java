package dev.tidegate.transform.value;

import dev.tidegate.mapping.declaration.ChildTable;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.SourcePath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * Which parts of a collection's documents the file's declarations read, as a tree of field names.
 *
 * <p>A declaration reads the value that its path leads to, as a whole. Where the path does not lead all the way (a scalar
 * stands where it wants a document, an array where its step is no index), nothing was read. Of a column's several fields only the one that counts in
 * a document was read: the choice is made anew for each document, and for each element of an array.
 */
final class ReadPaths {
    private static final ReadPaths NONE = new ReadPaths();

    private final Map<String, ReadPaths> fields = new HashMap<>();
    private boolean whole;
    /** What is read of each element, where child rows are made of an array or of a single sub-document. */
    private ReadPaths elements;
    /** What is read of each field's value, where child rows are made of a sub-document's fields. */
    private ReadPaths values;
    /** Of the documents, or of the elements, that this tree is of. */
    private final List<FieldChoice> choices = new ArrayList<>();

    private ReadPaths() {}

    /** @param alsoWhole paths that count as read, because the file ignores them */
    static ReadPaths of(CollectionMapping collection, Migration migration, List<String> alsoWhole) {
        ReadPaths root = new ReadPaths();
        root.readWhole("_id");
        alsoWhole.forEach(root::readWhole);
        root.readColumns(collection.columns(), migration);
        collection.children().forEach(child -> root.readChild(child, migration));
        for (Junction junction : migration.junctions()) {
            root.readEnd(junction.left(), collection.collection());
            root.readEnd(junction.right(), collection.collection());
        }
        return root;
    }

    /** The fields of the document of which something is left that no declaration reads, in its order. */
    List<String> unread(BsonDocument document) {
        ReadPaths chosen = chosen(document);
        List<String> unread = new ArrayList<>();
        for (var field : document.entrySet()) {
            if (!isRead(field.getKey(), field.getValue(), chosen)) {
                unread.add(field.getKey());
            }
        }
        return unread;
    }

    /** Hears each part of which nothing is read, as deep as the declared paths lead to it. */
    void unreadParts(BsonDocument document, BiConsumer<String, BsonValue> found) {
        unreadParts(document, chosen(document), "", found);
    }

    private void unreadParts(
            BsonDocument document, ReadPaths chosen, String prefix, BiConsumer<String, BsonValue> found) {
        document.forEach((name, value) -> {
            if (isValueRead(value)) {
                return;
            }
            if (values != null && !fields.containsKey(name)) {
                values.unreadElement(value, prefix + "*", found);
            } else if (!isRead(name, value, chosen)) {
                fields.getOrDefault(name, NONE)
                        .unreadWithin(
                                value,
                                chosen.fields.getOrDefault(name, NONE),
                                prefix + SourcePath.escaped(name),
                                found);
            }
        });
    }

    private void unreadWithin(BsonValue value, ReadPaths chosen, String path, BiConsumer<String, BsonValue> found) {
        if (value.isArray() && (elements != null || hasIndexes())) {
            unreadElements(value.asArray(), chosen, path, found);
        } else if (value.isDocument() && (!fields.isEmpty() || values != null)) {
            unreadParts(value.asDocument(), chosen, path + ".", found);
        } else if (elements != null) {
            elements.unreadElement(value, path, found);
        } else {
            found.accept(path, value);
        }
    }

    private void unreadElements(
            List<BsonValue> values, ReadPaths chosen, String path, BiConsumer<String, BsonValue> found) {
        for (int index = 0; index < values.size(); index++) {
            BsonValue element = values.get(index);
            String name = Integer.toString(index);
            if (isElementRead(index, element, chosen)) {
                continue;
            }
            if (fields.containsKey(name)) {
                fields.get(name)
                        .unreadWithin(element, chosen.fields.getOrDefault(name, NONE), path + "." + name, found);
            } else if (elements != null) {
                elements.unreadElement(element, path + "[]", found);
            } else {
                found.accept(path + "[]", element);
            }
        }
    }

    private void unreadElement(BsonValue element, String path, BiConsumer<String, BsonValue> found) {
        if (element.isDocument() && !fields.isEmpty()) {
            unreadParts(element.asDocument(), chosen(element.asDocument()), path + ".", found);
        } else {
            found.accept(path, element);
        }
    }

    /** @param chosen what is read of this very document beside what is read of all */
    private boolean isRead(String field, BsonValue value, ReadPaths chosen) {
        ReadPaths declared = fields.get(field);
        return declared != null && declared.isWhollyRead(value, chosen.fields.getOrDefault(field, NONE));
    }

    private boolean isWhollyRead(BsonValue value, ReadPaths chosen) {
        if (whole || chosen.whole || Absence.is(value)) {
            return true;
        }
        if (value.isDocument()) {
            return elements != null && elements.isElementRead(value) || fieldsAreRead(value.asDocument(), chosen);
        }
        return value.isArray() ? elementsAreRead(value.asArray(), chosen) : elements != null && elements.whole;
    }

    private boolean elementsAreRead(List<BsonValue> values, ReadPaths chosen) {
        return (elements != null || hasIndexes())
                && IntStream.range(0, values.size()).allMatch(index -> isElementRead(index, values.get(index), chosen));
    }

    private boolean isElementRead(int index, BsonValue element, ReadPaths chosen) {
        return elements != null && elements.isElementRead(element) || isRead(Integer.toString(index), element, chosen);
    }

    private boolean hasIndexes() {
        return fields.keySet().stream().anyMatch(name -> FieldPath.index(name) >= 0);
    }

    private boolean isElementRead(BsonValue element) {
        return whole
                || Absence.is(element)
                || element.isDocument() && fieldsAreRead(element.asDocument(), chosen(element.asDocument()));
    }

    private boolean fieldsAreRead(BsonDocument document, ReadPaths chosen) {
        return (!fields.isEmpty() || values != null)
                && document.entrySet().stream()
                        .allMatch(field ->
                                isValueRead(field.getValue()) || isRead(field.getKey(), field.getValue(), chosen));
    }

    private boolean isValueRead(BsonValue value) {
        return values != null && !Absence.is(value) && values.isElementRead(value);
    }

    private ReadPaths chosen(BsonDocument document) {
        if (choices.isEmpty()) {
            return NONE;
        }
        ReadPaths chosen = new ReadPaths();
        for (FieldChoice choice : choices) {
            FieldPath path = choice.in(document);
            if (path != null) {
                chosen.at(path).whole = true;
            }
        }
        return chosen;
    }

    private void readColumns(List<ColumnMapping> columns, Migration migration) {
        for (ColumnMapping column : columns) {
            List<FieldPath> paths = column.fields().stream().map(FieldPath::of).toList();
            if (paths.size() > 1) {
                paths.forEach(this::at);
                choices.add(new FieldChoice(paths, ValueConverter.of(column, migration)));
            } else {
                paths.forEach(path -> at(path).whole = true);
            }
        }
    }

    private void readChild(ChildTable child, Migration migration) {
        ReadPaths element = at(FieldPath.of(child.field())).element(child.keyedByName());
        element.whole |= child.scalarColumn().isPresent();
        child.elementKey().ifPresent(element::readWhole);
        element.readColumns(child.columns(), migration);
    }

    private ReadPaths element(boolean isField) {
        if (isField) {
            values = values == null ? new ReadPaths() : values;
            return values;
        }
        elements = elements == null ? new ReadPaths() : elements;
        return elements;
    }

    private void readEnd(Junction.End end, String collection) {
        if (end.collection().equals(collection)) {
            end.array().ifPresent(path -> readInElements(FieldPath.of(path).steps()));
        }
    }

    /** A list may stand at each step that is not the last, unless an index follows. */
    private void readInElements(List<String> steps) {
        ReadPaths next = fields.computeIfAbsent(steps.get(0), name -> new ReadPaths());
        if (steps.size() == 1) {
            next.whole = true;
            return;
        }
        List<String> rest = steps.subList(1, steps.size());
        next.readInElements(rest);
        if (FieldPath.index(rest.get(0)) < 0) {
            next.element(false).readInElements(rest);
        }
    }

    private void readWhole(String path) {
        at(FieldPath.of(path)).whole = true;
    }

    private ReadPaths at(FieldPath path) {
        ReadPaths node = this;
        for (String step : path.steps()) {
            node = node.fields.computeIfAbsent(step, name -> new ReadPaths());
        }
        return node;
    }
}
