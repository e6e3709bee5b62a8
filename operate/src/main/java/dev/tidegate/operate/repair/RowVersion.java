package dev.tidegate.operate.repair;

import dev.tidegate.mapping.declaration.Table;

/**
 * A row of PostgreSQL that resolves to no document, as it was when it was found.
 *
 * @param id of the subject, for people
 * @param ctid where it is, with {@code xmin}, who wrote it: together they name this version of it
 */
public record RowVersion(Table table, String id, String ctid, String xmin) {}
