package dev.tidegate.transform.value;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.reason.Reason;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.bson.BsonValue;

/** The edges that one end of a junction holds: an array of references to the other end's documents. Thread-safe. */
public final class EdgeIds {
    private static final Note SCALAR = Note.of(Reason.SCALAR_AS_ARRAY);
    private static final Note NULL_ELEMENT = Note.of(Reason.NULL_ELEMENT_DROPPED);
    private static final Note DUPLICATE_ELEMENT = Note.of(Reason.DUPLICATE_ELEMENT_DROPPED);

    private final ReferenceIds references;

    private EdgeIds(ReferenceIds references) {
        this.references = references;
    }

    /** @param otherEnd the collection that the array refers to */
    public static EdgeIds to(CollectionMapping otherEnd) {
        return new EdgeIds(ReferenceIds.to(otherEnd));
    }

    /**
     * A value is a {@code List<UUID>}, each id once, in the order of the array; absent and null hold no edges. An element
     * that is no reference fails the whole.
     */
    public Conversion convert(BsonValue valueOrNull) {
        if (Absence.is(valueOrNull)) {
            return Conversion.Value.exact(List.of());
        }
        Set<Note> counted = new LinkedHashSet<>();
        List<BsonValue> elements;
        if (valueOrNull.isArray()) {
            elements = valueOrNull.asArray();
        } else {
            elements = List.of(valueOrNull);
            counted.add(SCALAR);
        }
        return convert(elements, counted);
    }

    private Conversion convert(List<BsonValue> elements, Set<Note> counted) {
        Set<UUID> ids = new LinkedHashSet<>();
        for (BsonValue element : elements) {
            if (Absence.is(element)) {
                counted.add(NULL_ELEMENT);
                continue;
            }
            Conversion conversion = references.convert(element);
            if (!(conversion instanceof Conversion.Value converted)) {
                return conversion;
            }
            counted.addAll(converted.counted());
            if (!ids.add((UUID) converted.value())) {
                counted.add(DUPLICATE_ELEMENT);
            }
        }
        return new Conversion.Value(new ArrayList<>(ids), List.copyOf(counted), false);
    }
}
