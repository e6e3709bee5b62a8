package dev.tidegate.mapping.declaration;

/** A PostgreSQL extension; an optional one that cannot be had is a warning, a required one stops the start. */
public record Extension(String name, boolean optional) {}
