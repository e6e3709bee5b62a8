package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;

/** The variables that an expression sees, innermost first. The document is the variable {@code ROOT}. */
record Scope(String name, Object value, Scope outer) {
    static final String ROOT = "ROOT";
    static final String CURRENT = "CURRENT";
    static final Scope NONE = null;

    static Scope of(Document document, Scope outer) {
        return new Scope(ROOT, document, outer);
    }

    Scope with(String variable, Object content) {
        return new Scope(variable, content, this);
    }

    Object get(String variable) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            if (scope.name.equals(variable)) {
                return scope.value;
            }
        }
        if (variable.equals(CURRENT)) {
            return get(ROOT);
        }
        throw new Refusal(17276, "Location17276", "Use of undefined variable: " + variable);
    }
}
