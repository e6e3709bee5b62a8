package dev.tidegate.cli.damage;

/** What can happen to rows behind the pipeline's back, in the order of the table in docs/validation.md. */
enum DamageKind {
    ROW_MISSING("row missing"),
    ROW_EXTRA("row too many"),
    EDGE_MISSING("edge missing"),
    EDGE_EXTRA("edge too many"),
    CHILD_MISSING("child row missing"),
    CHILD_EXTRA("child row too many"),
    CHILD_ORDER("child order changed"),
    CHILD_VALUE("child's value changed"),
    CHANGED("value changed"),
    NULL_FOR_VALUE("NULL for a value"),
    VALUE_FOR_NULL("value for NULL"),
    NULL_FOR_EMPTY("NULL for the empty string"),
    EMPTY_FOR_NULL("empty string for NULL"),
    WHITESPACE("whitespace added"),
    LETTER_CASE("letter case changed"),
    LAST_PLACE("number off by one in the last place"),
    SCALE("decimal's scale lost"),
    MILLISECOND("time off by 1 ms"),
    BOOLEAN_FLIPPED("boolean flipped"),
    LABEL_SWAPPED("enum label swapped"),
    ANOTHER_ID("reference to another document"),
    WRONG_TAG("UUID with a wrong tag"),
    WRONG_VERSION("UUID of a wrong version"),
    ELEMENT_CHANGED("array element changed"),
    ELEMENT_DROPPED("array element dropped"),
    ARRAY_ORDER("array order changed"),
    NULL_FOR_EMPTY_ARRAY("NULL for an empty array"),
    JSON_DEEP("deep value in jsonb changed"),
    JSON_KEY("key in jsonb added"),
    UNMAPPED_CHANGED("unmapped fields changed"),
    UNMAPPED_MISSING("unmapped fields missing"),
    UNMAPPED_EXTRA("unmapped fields too many"),
    ID_MAP_EXTRA("id map row too many"),
    LETTER_REMOVED("dead letter removed"),
    LETTER_ADDED("dead letter for a good document"),
    LETTER_OF_NOBODY("dead letter of no document"),
    LETTER_REASON("dead letter's reason changed");

    private final String text;

    DamageKind(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
