package dev.tidegate.operate.verify;

import dev.tidegate.validator.difference.Subject;
import java.util.Set;
import java.util.UUID;

/** How subjects belong together. */
interface SubjectNames {
    /** By which edges name a document. */
    UUID rowId(Subject.Document document);

    /** The collections that must all be compared as a whole so that the subject is. */
    Set<String> collections(Subject subject);
}
