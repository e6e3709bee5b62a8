package dev.tidegate.embedded.mongo;

/** A compiled expression. What it gives is a value, and is never evaluated again. */
interface Expression {
    Object value(Scope scope);
}
