package dev.tidegate.preflight.data;

import dev.tidegate.mapping.declaration.ChildTable;
import dev.tidegate.validator.value.NoValue;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * The parts of a document that become rows of one child table, null elements left out; a scalar stands in a document of its
 * own.
 */
final class ChildElements {
    /** The one field of a document that stands for a scalar element. */
    static final String SCALAR = "value";

    private final Steps field;
    private final boolean scalars;

    ChildElements(ChildTable child) {
        this.field = Steps.of(child.field());
        this.scalars = child.scalarColumn().isPresent();
    }

    List<BsonDocument> of(BsonDocument document) {
        BsonValue value = field.find(document);
        if (value == null || value.isNull()) {
            return List.of();
        }
        List<BsonDocument> elements = new ArrayList<>();
        for (BsonValue element : value.isArray() ? value.asArray() : List.of(value)) {
            if (NoValue.is(element)) {
                continue;
            }
            if (scalars) {
                elements.add(new BsonDocument(SCALAR, element));
            } else if (element.isDocument()) {
                elements.add(element.asDocument());
            }
        }
        return elements;
    }
}
