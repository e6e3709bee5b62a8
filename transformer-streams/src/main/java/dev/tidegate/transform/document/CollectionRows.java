package dev.tidegate.transform.document;

import dev.tidegate.events.row.TableRow;
import dev.tidegate.mapping.declaration.ChildTable;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.CollectionMapping.IdKind;
import dev.tidegate.mapping.declaration.DocumentLimits;
import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Reference;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.id.CollectionIds;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.mapping.reason.IdRemedy;
import dev.tidegate.mapping.reason.Reason;
import dev.tidegate.transform.value.Conversion;
import dev.tidegate.transform.value.ConversionContext;
import dev.tidegate.transform.value.EntryFilter;
import dev.tidegate.transform.value.EntryFilter.Fate;
import dev.tidegate.transform.value.UnmappedFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bson.BsonDocument;
import org.bson.types.ObjectId;

/** Derives the rows of one collection's documents. Pure, immutable, thread-safe. */
public final class CollectionRows {
    private final CollectionMapping mapping;
    private final CollectionIds ids;
    private final Table table;
    private final int idIndex;
    private final ColumnsReader columns;
    private final List<RowSlot> slots;
    private final List<ChildrenReader> children = new ArrayList<>();
    private final List<EdgesReader> edges = new ArrayList<>();
    private final UnmappedFields unmapped;
    private final EntryFilter entry;

    public CollectionRows(CollectionMapping mapping, Migration migration) {
        this.mapping = mapping;
        this.ids = CollectionIds.of(mapping);
        this.table = migration.table(mapping.table());
        this.columns = new ColumnsReader(table, mapping.columns(), migration);
        this.idIndex = columns.indexOf(mapping.idColumn());
        this.slots = slots(mapping, migration);
        this.unmapped = UnmappedFields.of(mapping, migration);
        this.entry = EntryFilter.of(mapping);
        for (int slot = 0; slot < slots.size(); slot++) {
            if (slots.get(slot) instanceof RowSlot.Children child) {
                children.add(new ChildrenReader(slot, child, migration));
            } else if (slots.get(slot) instanceof RowSlot.Edges edge) {
                edges.add(new EdgesReader(slot, edge, migration));
            }
        }
    }

    public CollectionMapping mapping() {
        return mapping;
    }

    public Table table() {
        return table;
    }

    /** Child tables and arrays of edges, in an order that depends on the migration file alone. */
    public List<RowSlot> slots() {
        return slots;
    }

    /** True when some column's reference is to one of several collections, so that {@link ExistingIds} is asked. */
    public boolean asksForExistingIds() {
        return mapping.references().stream().anyMatch(Reference::asksForExistingIds);
    }

    /** The row id of a document by its canonical id. */
    public UUID rowId(String canonicalId) {
        return isObjectId(canonicalId)
                ? ids.uuid(new ObjectId(canonicalId.substring(2)))
                : new DocumentId(null, canonicalId, null).uuidByName(ids.collection());
    }

    public static boolean isObjectId(String canonicalId) {
        return canonicalId.startsWith("o:");
    }

    /**
     * What the document is to this entry of the file; where that is nothing, it is as if it were deleted.
     *
     * @param document decoded in depth, {@link dev.tidegate.transform.value.FieldPath#decoded}
     */
    public Fate fate(BsonDocument document) {
        return entry.fate(document);
    }

    /** @param document decoded in depth, {@link dev.tidegate.transform.value.FieldPath#decoded} */
    public Derivation derive(BsonDocument document, String canonicalId, ExistingIds existingIds) {
        return derive(document, canonicalId, existingIds, DerivationListener.NONE);
    }

    /** @param listener hears every value, also of a document whose id is not carried */
    public Derivation derive(
            BsonDocument document, String canonicalId, ExistingIds existingIds, DerivationListener listener) {
        Fate fate = fate(document);
        if (fate.isNothing()) {
            return new Derivation.Excluded();
        }
        if (fate != Fate.TAKEN) {
            return new Derivation.Failed(List.of(failure(fate)));
        }
        Findings findings = new Findings(listener);
        checkId(canonicalId, findings);
        var context = new ConversionContext(document.get("_id"));
        Element element = new Element(document, "", null, context, existingIds, findings);
        UUID id = rowId(canonicalId);
        Object[] entity = new Object[columns.width()];
        entity[idIndex] = id;
        columns.read(element, entity);
        requireAnyOf(element, entity);
        List<OwnedRow> owned = slots.isEmpty() ? List.of() : owned(element, id);
        Optional<String> leftOver = leftOver(document, findings);
        List<FieldFailure> failures = findings.failures();
        return failures.isEmpty()
                ? new Derivation.Rows(new TableRow(Arrays.asList(entity)), owned, leftOver, findings.counted())
                : new Derivation.Failed(failures);
    }

    private FieldFailure failure(Fate fate) {
        return fate == Fate.CONFLICT
                ? new FieldFailure(
                        null,
                        Reason.CONFLICT,
                        "'where' of more than one entry of collection " + mapping.source() + " takes the document: its"
                                + " fields, or the entries, must tell them apart")
                : new FieldFailure(
                        null,
                        Reason.UNMATCHED,
                        "'where' of no entry of collection " + mapping.source() + " takes the document");
    }

    private void checkId(String canonicalId, Findings findings) {
        if (mapping.ids() == IdKind.OBJECT_ID && !isObjectId(canonicalId)) {
            findings.fail("_id", Reason.WRONG_ID_TYPE, "the id is no ObjectId: " + IdRemedy.anyIds(mapping));
        } else if (DocumentId.isTooLong(canonicalId)) {
            findings.fail(
                    "_id",
                    Reason.OUT_OF_RANGE,
                    "the id is longer than " + DocumentLimits.ID_BYTES
                            + " bytes as Extended JSON: give the document a shorter one");
        }
    }

    private List<OwnedRow> owned(Element element, UUID id) {
        List<OwnedRow> owned = new ArrayList<>();
        children.forEach(reader -> reader.read(element, id, owned));
        edges.forEach(reader -> reader.read(element, id, owned));
        return owned;
    }

    private void requireAnyOf(Element element, Object[] entity) {
        for (List<String> group : mapping.requireAnyOf()) {
            boolean present = group.stream().anyMatch(column -> entity[columns.indexOf(column)] != null);
            boolean failed =
                    group.stream().anyMatch(column -> element.findings().hasFailed(columns.field(column)));
            if (!present && !failed) {
                element.findings().listener().absent(table, group);
                String message = "one of the columns " + group + " must have a value: add a field to the document";
                element.findings().fail(columns.field(group.get(0)), Reason.REQUIRED_ABSENT, message);
            }
        }
    }

    private Optional<String> leftOver(BsonDocument document, Findings findings) {
        Conversion conversion = unmapped.convert(document, findings.originals());
        String field = conversion instanceof Conversion.Failure
                ? unmapped.unread(document).get(0)
                : null;
        Object text = findings.take(conversion, field, null);
        return Optional.ofNullable((String) text);
    }

    private static List<RowSlot> slots(CollectionMapping mapping, Migration migration) {
        List<RowSlot> slots = new ArrayList<>();
        for (ChildTable child : mapping.children()) {
            slots.add(new RowSlot.Children(migration.table(child.table()), child));
        }
        for (Junction junction : migration.junctions()) {
            Table table = migration.table(junction.table());
            if (holdsEdges(junction.left(), mapping)) {
                slots.add(new RowSlot.Edges(table, junction, true));
            }
            if (holdsEdges(junction.right(), mapping)) {
                slots.add(new RowSlot.Edges(table, junction, false));
            }
        }
        return List.copyOf(slots);
    }

    private static boolean holdsEdges(Junction.End end, CollectionMapping mapping) {
        return end.array().isPresent() && end.collection().equals(mapping.collection());
    }
}
