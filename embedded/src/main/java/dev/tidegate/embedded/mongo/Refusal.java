package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.List;

/** A command that ends with one of MongoDB's own errors: code, name, and the labels that make a driver retry. */
final class Refusal extends MongoServerError {
    static final int INTERNAL_ERROR = 1;
    static final int BAD_VALUE = 2;
    static final int FAILED_TO_PARSE = 9;
    static final int TYPE_MISMATCH = 14;
    static final int ILLEGAL_OPERATION = 20;
    static final int NAMESPACE_NOT_FOUND = 26;

    private final transient List<String> labels;

    Refusal(int code, String codeName, String message, String... labels) {
        super(code, codeName, message);
        this.labels = List.of(labels);
    }

    List<String> labels() {
        return labels;
    }

    @Override
    public boolean shouldPrefixCommandContext() {
        return false;
    }

    static Refusal badValue(String message) {
        return new Refusal(BAD_VALUE, "BadValue", message);
    }

    static Refusal failedToParse(String message) {
        return new Refusal(FAILED_TO_PARSE, "FailedToParse", message);
    }

    static Refusal typeMismatch(String message) {
        return new Refusal(TYPE_MISMATCH, "TypeMismatch", message);
    }

    static Refusal illegalOperation(String message) {
        return new Refusal(ILLEGAL_OPERATION, "IllegalOperation", message);
    }

    static Refusal invalidOptions(String message) {
        return new Refusal(72, "InvalidOptions", message);
    }

    static Refusal namespaceNotFound(String message) {
        return new Refusal(NAMESPACE_NOT_FOUND, "NamespaceNotFound", message);
    }

    static Refusal commandNotFound(String command) {
        return new Refusal(59, "CommandNotFound", "no such command: '" + command + "'");
    }

    /** MongoDB has it, the stand-in does not. */
    static Refusal notSupported(String what) {
        return new Refusal(115, "CommandNotSupported", what + " is not supported by Tidegate's stand-in for MongoDB");
    }

    static Refusal unknownField(String command, String field) {
        return new Refusal(40415, "Location40415", "BSON field '" + command + "." + field + "' is an unknown field.");
    }

    static Refusal cursorNotFound(long id) {
        return new Refusal(43, "CursorNotFound", "cursor id " + id + " not found");
    }
}
