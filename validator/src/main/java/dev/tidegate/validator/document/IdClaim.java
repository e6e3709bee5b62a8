package dev.tidegate.validator.document;

import dev.tidegate.validator.value.ExpectedValue;

/** An id that a field gives to a column; two different ones for one column are a conflict. */
record IdClaim(ExpectedValue id, String field) {}
