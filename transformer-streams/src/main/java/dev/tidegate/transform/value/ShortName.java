package dev.tidegate.transform.value;

/** Names of a document's fields for messages: MongoDB's may be as long as the document. */
public final class ShortName {
    private static final int LONGEST = 200;

    private ShortName() {}

    public static String of(String name) {
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST) + "…";
    }
}
