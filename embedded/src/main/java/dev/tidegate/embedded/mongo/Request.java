package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Set;

/** One command of a client. The getters refuse values of another type as MongoDB does. */
record Request(String command, Document body, String database, long connectionId) {
    private static final Set<String> OF_EVERY_COMMAND = Set.of(
            "$db",
            "lsid",
            "txnNumber",
            "startTransaction",
            "autocommit",
            "$clusterTime",
            "$readPreference",
            "readConcern",
            "writeConcern",
            "comment",
            "maxTimeMS",
            "apiVersion",
            "apiStrict",
            "apiDeprecationErrors",
            "stmtId",
            "stmtIds",
            "$audit",
            "$client",
            "$configServerState");

    /** Refuses every other field: nothing that a client asks for is silently ignored. */
    Request allow(String... fields) {
        for (String field : body.keySet()) {
            if (!field.equals(command)
                    && !OF_EVERY_COMMAND.contains(field)
                    && !List.of(fields).contains(field)) {
                throw Refusal.unknownField(command, field);
            }
        }
        return this;
    }

    /** Refuses these fields unless they ask for what happens anyway. */
    Request refuse(String... fields) {
        for (String field : fields) {
            if (asksForMore(field, body.get(field))) {
                throw Refusal.notSupported("'" + field + "' of the command " + command);
            }
        }
        return this;
    }

    private static boolean asksForMore(String field, Object value) {
        if (value instanceof Document document) {
            boolean simple = field.equals("collation") && "simple".equals(document.get("locale"));
            return !document.isEmpty() && !simple;
        }
        return BsonTypes.isTrue(value);
    }

    boolean has(String field) {
        return body.containsKey(field);
    }

    String collection() {
        return string(command);
    }

    String namespace() {
        return database + "." + collection();
    }

    String string(String field) {
        if (body.get(field) instanceof String text) {
            return text;
        }
        throw wrongType(field, "string");
    }

    Document document(String field) {
        Object value = body.get(field);
        if (value == null) {
            return new Document();
        }
        if (value instanceof Document document) {
            return document;
        }
        throw wrongType(field, "object");
    }

    @SuppressWarnings("unchecked")
    List<Document> documents(String field) {
        if (body.get(field) instanceof List<?> list && list.stream().allMatch(Document.class::isInstance)) {
            return (List<Document>) list;
        }
        throw wrongType(field, "array of objects");
    }

    int integer(String field, int absent) {
        Object value = body.get(field);
        if (value == null) {
            return absent;
        }
        if (value instanceof Number number) {
            return (int) Math.min(Integer.MAX_VALUE, number.longValue());
        }
        throw wrongType(field, "number");
    }

    int notNegative(String field, int absent) {
        int value = integer(field, absent);
        if (has(field) && value < 0) {
            throw new Refusal(
                    51024,
                    "Location51024",
                    "BSON field '" + field + "' value must be >= 0, actual value '" + value + "'");
        }
        return value;
    }

    boolean flag(String field, boolean absent) {
        return has(field) ? BsonTypes.isTrue(body.get(field)) : absent;
    }

    boolean inTransaction() {
        return Boolean.FALSE.equals(body.get("autocommit"));
    }

    private Refusal wrongType(String field, String expected) {
        return Refusal.typeMismatch(
                "BSON field '" + command + "." + field + "' is the wrong type, expected type '" + expected + "'");
    }
}
