package dev.tidegate.transform.document;

import dev.tidegate.mapping.reason.Reason;

/**
 * Why a field's value cannot be carried.
 *
 * @param field dotted path in the document; null when no single field is at fault
 * @param message what is wrong and what to do, without values
 */
public record FieldFailure(String field, Reason reason, String message) {}
