package dev.tidegate.preflight.finding;

/** What a finding means for a start. */
public enum Severity {
    /** A start would fail, or carry most of a collection nowhere. */
    BLOCKING,
    /** Something for a person to check or decide; a start is possible. */
    WARNING,
    /** Worth knowing; nothing to do. */
    INFO
}
