package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;

/** Stages that put another document in a document's place. */
final class RootStages {
    private static final List<String> REDACTIONS = List.of("DESCEND", "KEEP", "PRUNE");

    private RootStages() {}

    static Stage replaceRoot(Object specification, Expressions expressions) {
        if (specification instanceof Missing) {
            throw new Refusal(40231, "Location40231", "no newRoot specified for the $replaceRoot stage");
        }
        Expression newRoot = expressions.compile(specification);
        return (documents, around) -> documents.map(document -> {
            Object value = newRoot.value(Scope.of(document, around));
            if (value instanceof Document root) {
                return root;
            }
            throw new Refusal(
                    40228,
                    "Location40228",
                    "'newRoot' expression must evaluate to an object, but is of type " + BsonTypes.name(value));
        });
    }

    /** An enum's constants cannot be mistaken for values of a document. */
    private enum Redaction {
        DESCEND,
        KEEP,
        PRUNE
    }

    static Stage redact(Object specification, Expressions expressions) {
        Expression decision = expressions.with(REDACTIONS).compile(specification);
        return (documents, around) -> {
            Scope constants = around;
            for (Redaction redaction : Redaction.values()) {
                constants = new Scope(redaction.name(), redaction, constants);
            }
            Scope outer = constants;
            return documents
                    .map(document -> redacted(document, Scope.of(document, outer), decision))
                    .filter(Document.class::isInstance)
                    .map(Document.class::cast);
        };
    }

    private static Object redacted(Document document, Scope root, Expression decision) {
        Object decided = decision.value(root.with(Scope.CURRENT, document));
        if (!(decided instanceof Redaction redaction)) {
            throw new Refusal(17053, "Location17053", "$redact must give $$DESCEND, $$PRUNE, or $$KEEP");
        }
        return switch (redaction) {
            case KEEP -> document;
            case PRUNE -> Missing.getInstance();
            case DESCEND -> descended(document, root, decision);
        };
    }

    private static Document descended(Document document, Scope root, Expression decision) {
        Document result = new Document();
        document.forEach((name, value) -> {
            Object left = descendedValue(value, root, decision);
            if (!(left instanceof Missing)) {
                result.put(name, left);
            }
        });
        return result;
    }

    private static Object descendedValue(Object value, Scope root, Expression decision) {
        if (value instanceof Document inner) {
            return redacted(inner, root, decision);
        }
        if (value instanceof List<?> elements) {
            List<Object> left = new ArrayList<>();
            for (Object element : elements) {
                Object one = descendedValue(element, root, decision);
                if (!(one instanceof Missing)) {
                    left.add(one);
                }
            }
            return left;
        }
        return value;
    }
}
