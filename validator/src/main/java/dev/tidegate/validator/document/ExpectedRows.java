package dev.tidegate.validator.document;

import dev.tidegate.validator.value.ExpectedValue;
import dev.tidegate.validator.value.ExtendedJson;
import dev.tidegate.validator.value.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** What the target must hold of one document. */
public sealed interface ExpectedRows {

    /** Nothing but a dead letter, and older rows where there are any. */
    record Unconvertible(List<Flaw> flaws) implements ExpectedRows {}

    /**
     * Nothing at all: the migration file's {@code where} does not take the document.
     *
     * @param counts false where it is another entry's of the same collection
     */
    record Excluded(boolean counts) implements ExpectedRows {}

    /** @param reason the code of {@code values.md} */
    record Flaw(String field, String reason) {}

    /**
     * @param row what each column of the entity's table must hold, in the declaration's order; the id is not in it
     * @param children by table
     * @param edges of the junctions at whose ends this document holds an array
     * @param unmapped empty when there must be no row in {@code tidegate.unmapped}
     */
    record Expectation(
            ExpectedValue[] row,
            Map<String, List<ExpectedChild>> children,
            List<ExpectedEdge> edges,
            Optional<ExpectedUnmapped> unmapped)
            implements ExpectedRows {}

    /**
     * @param values by the child table's columns, in the declaration's order; the parent's id is not in it
     * @param element what the columns were read from
     */
    record ExpectedChild(ExpectedValue key, ExpectedValue[] values, int ordinal, BsonDocument element) {}

    /** @param other {@code _id} of the document at the other end */
    record ExpectedEdge(String junction, boolean fromLeft, BsonValue other) {}

    /**
     * @param fields kept as they are
     * @param originals of fields whose text lost a U+0000, or whose value a column could not take, and of a field that is
     *     itself named {@code $original}
     */
    record ExpectedUnmapped(Map<String, BsonValue> fields, Map<String, BsonValue> originals) {
        static final String ORIGINALS = "$original";

        /** As {@code tidegate.unmapped} holds it. */
        public String json() {
            var tree = new LinkedHashMap<String, Object>();
            fields.forEach((name, value) -> tree.put(name, ExtendedJson.treeForJsonb(value)));
            if (!originals.isEmpty()) {
                var kept = new LinkedHashMap<String, Object>();
                originals.forEach((name, value) -> kept.put(name, ExtendedJson.original(value)));
                tree.put(ORIGINALS, kept);
            }
            return JsonText.write(tree);
        }

        public boolean matches(Object tree) {
            if (!(tree instanceof Map<?, ?> found)) {
                return false;
            }
            int size = fields.size() + (originals.isEmpty() ? 0 : 1);
            return found.size() == size && fieldsMatch(found) && originalsMatch(found.get(ORIGINALS));
        }

        private boolean fieldsMatch(Map<?, ?> found) {
            return fields.entrySet().stream()
                    .allMatch(
                            field -> ExtendedJson.treeForJsonb(field.getValue()).equals(found.get(field.getKey())));
        }

        private boolean originalsMatch(Object found) {
            if (originals.isEmpty()) {
                return true;
            }
            return found instanceof Map<?, ?> kept
                    && kept.size() == originals.size()
                    && originals.entrySet().stream()
                            .allMatch(original ->
                                    ExtendedJson.isOriginal(kept.get(original.getKey()), original.getValue()));
        }
    }
}
