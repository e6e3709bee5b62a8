package dev.tidegate.transform.document;

import dev.tidegate.events.row.RowKey;
import dev.tidegate.events.row.TableRow;
import dev.tidegate.mapping.declaration.ChildTable;
import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Parsing;
import dev.tidegate.mapping.declaration.Policies;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.reason.Reason;
import dev.tidegate.transform.value.Absence;
import dev.tidegate.transform.value.FieldPath;
import dev.tidegate.transform.value.Note;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * Reads the rows of one child table out of an array or sub-document. A null element gives none, and the next one's ordinal
 * counts it. Immutable, thread-safe.
 */
final class ChildrenReader {
    private static final Note NULL_ELEMENT = Note.of(Reason.NULL_ELEMENT_DROPPED);
    /** Its own key, and what the state remembers of it. */
    private static final int OWNED_ROW = 24;

    private final int slot;
    private final ChildTable child;
    private final Table table;
    private final FieldPath path;
    private final ColumnsReader columns;
    private final int parentIndex;
    private final int keyIndex;

    ChildrenReader(int slot, RowSlot.Children children, Migration migration) {
        this.slot = slot;
        this.child = children.child();
        this.table = children.table();
        this.path = FieldPath.of(child.field());
        this.columns = new ColumnsReader(children.table(), allColumns(child, children.table()), migration);
        this.parentIndex = columns.indexOf(child.parentColumn());
        this.keyIndex = columns.indexOf(child.keyColumn());
    }

    void read(Element document, UUID parentId, List<OwnedRow> rows) {
        BsonValue value = path.find(document.document());
        if (child.keyedByName()) {
            readFields(value, document, parentId, rows);
        } else {
            readElements(elements(value), document, parentId, rows);
        }
    }

    /** Names are data: messages name a field by its place in the sub-document. A null is left to the unmapped fields. */
    private void readFields(BsonValue value, Element document, UUID parentId, List<OwnedRow> rows) {
        if (Absence.is(value)) {
            return;
        }
        if (!value.isDocument()) {
            String message = "the value is no document: table " + child.table() + " takes the fields of one";
            document.findings().fail(path.toString(), Reason.WRONG_TYPE, message);
            return;
        }
        Set<Object> keys = new HashSet<>();
        int ordinal = 0;
        for (Map.Entry<String, BsonValue> field : value.asDocument().entrySet()) {
            if (!Absence.is(field.getValue())) {
                Object[] row = new Object[columns.width()];
                row[parentIndex] = parentId;
                Element name = document.within(new BsonDocument(), path + "." + ordinal, path.topLevelField());
                columns.readOne(child.keyColumn(), new BsonString(field.getKey()), name, row);
                readElement(field.getValue(), ordinal, document, row);
                add(row, ordinal, keys, document, rows);
            }
            ordinal++;
        }
    }

    private void readElements(List<BsonValue> elements, Element document, UUID parentId, List<OwnedRow> rows) {
        Set<Object> keys = new HashSet<>();
        for (int ordinal = 0; ordinal < elements.size(); ordinal++) {
            if (Absence.is(elements.get(ordinal))) {
                document.findings().count(path.toString(), NULL_ELEMENT);
                document.findings().listener().nullElement(table);
                continue;
            }
            Object[] row = new Object[columns.width()];
            row[parentIndex] = parentId;
            if (child.isKeyedByOrdinal()) {
                row[keyIndex] = ordinal;
            }
            readElement(elements.get(ordinal), ordinal, document, row);
            add(row, ordinal, keys, document, rows);
        }
    }

    private void add(Object[] row, int ordinal, Set<Object> keys, Element document, List<OwnedRow> rows) {
        if (row[keyIndex] == null) {
            return;
        }
        Object key = RowKey.part(columns.kind(keyIndex), row[keyIndex]);
        if (!document.findings().spend(OWNED_ROW + ValueSize.of(key), path.toString())) {
            rows.clear();
            return;
        }
        if (!keys.add(key)) {
            String message = "two elements have one key: give each element of " + path + " a key of its own";
            document.findings().fail(path + "." + ordinal, Reason.CONFLICT, message);
            return;
        }
        rows.add(new OwnedRow(new OwnedKey(slot, key), new TableRow(Arrays.asList(row))));
    }

    private void readElement(BsonValue value, int ordinal, Element document, Object[] row) {
        String elementPath = path + "." + ordinal;
        if (child.scalarColumn().isPresent()) {
            Element element = document.within(new BsonDocument(), elementPath, path.topLevelField());
            columns.readScalar(child.scalarColumn().get(), value, element, row);
            return;
        }
        if (!value.isDocument()) {
            String message = "an element is no document: table " + child.table() + " takes documents only";
            document.findings().fail(elementPath, Reason.WRONG_TYPE, message);
            return;
        }
        columns.read(document.within(value.asDocument(), elementPath, path.topLevelField()), row);
    }

    private static List<BsonValue> elements(BsonValue value) {
        if (Absence.is(value)) {
            return List.of();
        }
        return value.isArray() ? value.asArray() : List.of(value);
    }

    /** The declared columns, with those of the key and of the scalar that the file need not repeat. */
    private static List<ColumnMapping> allColumns(ChildTable child, Table table) {
        List<ColumnMapping> columns = new ArrayList<>(child.columns());
        if (!child.isKeyedByOrdinal()) {
            addMissing(columns, child.keyColumn(), child.elementKey().stream().toList(), table);
        }
        child.scalarColumn().ifPresent(scalar -> addMissing(columns, scalar, List.of(), table));
        return columns;
    }

    private static void addMissing(List<ColumnMapping> columns, String name, List<String> fields, Table table) {
        if (columns.stream().anyMatch(column -> column.column().equals(name))) {
            return;
        }
        var column = table.column(name);
        columns.add(new ColumnMapping(
                name,
                column.type(),
                fields,
                Optional.empty(),
                !column.nullable(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Parsing.NONE,
                Policies.DEFAULTS));
    }
}
