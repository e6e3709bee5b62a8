package dev.tidegate.transform.document;

import dev.tidegate.events.row.TableRow;

/** An edge or a child row that a document gives. */
public record OwnedRow(OwnedKey key, TableRow row) {}
