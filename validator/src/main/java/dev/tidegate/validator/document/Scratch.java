package dev.tidegate.validator.document;

import dev.tidegate.validator.document.ExpectedRows.Flaw;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bson.BsonDocument;

/** What is found out about one document while it is judged. */
final class Scratch {
    final BsonDocument document;
    final ExistingIds existingIds;
    final List<Flaw> flaws = new ArrayList<>();
    final Set<String> keptOriginals = new LinkedHashSet<>();

    Scratch(BsonDocument document, ExistingIds existingIds) {
        this.document = document;
        this.existingIds = existingIds;
    }

    void flaw(String field, String reason) {
        flaws.add(new Flaw(field, reason));
    }
}
