package dev.tidegate.workload;

import dev.tidegate.mapping.id.DocumentId;

/** A dead letter that must be in the target at the end, known because its document was made for it. */
public record ExpectedDeadLetter(String collection, String documentId, String reason) {

    static ExpectedDeadLetter of(GeneratedDocument generated) {
        Fault fault = generated.fault().orElseThrow();
        return new ExpectedDeadLetter(
                fault.entry(), DocumentId.of(generated.document().get("_id")).display(), fault.reason());
    }
}
