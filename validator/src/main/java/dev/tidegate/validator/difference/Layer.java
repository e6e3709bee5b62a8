package dev.tidegate.validator.difference;

/** The four layers of a validation, in the order of a report. */
public enum Layer {
    ROW_COUNT,
    RECORD,
    REFERENCE,
    TYPE
}
