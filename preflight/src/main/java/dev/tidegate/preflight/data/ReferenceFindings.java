package dev.tidegate.preflight.data;

import dev.tidegate.mapping.declaration.SealPolicies.Dangling;
import dev.tidegate.preflight.finding.Finding;
import dev.tidegate.preflight.finding.Severity;
import java.util.ArrayList;
import java.util.List;

/** Says what came of a reference's ids. */
final class ReferenceFindings {
    private ReferenceFindings() {}

    static List<Finding> of(HeldReference reference, Dangling policy) {
        List<Finding> findings = new ArrayList<>();
        if (!reference.dangling().isEmpty()) {
            findings.add(dangling(reference, policy));
        }
        if (!reference.toDeadLetters().isEmpty()) {
            findings.add(toDeadLetters(reference));
        }
        if (!reference.toExcluded().isEmpty()) {
            findings.add(toExcluded(reference, policy));
        }
        if (reference.isToOneOfSeveral()) {
            findings.addAll(several(reference));
        }
        return findings;
    }

    private static Finding toDeadLetters(HeldReference reference) {
        boolean blocks = reference.kind() != HeldReference.ReferenceKind.PLAIN;
        return reference
                .toDeadLetters()
                .finding(
                        blocks ? Severity.WARNING : Severity.INFO,
                        "reference-to-dead-letter",
                        reference.where(),
                        "ids of documents in " + reference.collections()
                                + " that would be dead letters, and so have no row",
                        blocks ? "each keeps a foreign key from being sealed until its document is good" : "");
    }

    private static Finding toExcluded(HeldReference reference, Dangling policy) {
        boolean isPlain = reference.kind() == HeldReference.ReferenceKind.PLAIN;
        return reference
                .toExcluded()
                .finding(
                        isPlain ? Severity.INFO : Severity.WARNING,
                        "reference-to-excluded",
                        reference.where(),
                        "ids of documents that 'where' of " + reference.collections()
                                + " does not take, and that so have no row",
                        isPlain
                                ? ""
                                : reference.kind() == HeldReference.ReferenceKind.EDGE
                                        ? "nothing now: such edges are removed and recorded when constraints are sealed"
                                        : remedy(policy));
    }

    private static Finding dangling(HeldReference reference, Dangling policy) {
        String message = "ids that no document of " + reference.collections() + " has";
        if (reference.kind() == HeldReference.ReferenceKind.PLAIN) {
            return reference
                    .dangling()
                    .finding(
                            Severity.INFO,
                            "dangling-plain",
                            reference.where(),
                            message + "; no foreign key is declared, so nothing refuses them",
                            "");
        }
        if (reference.kind() == HeldReference.ReferenceKind.EDGE) {
            return reference
                    .dangling()
                    .finding(
                            Severity.WARNING,
                            "dangling-edge",
                            reference.where(),
                            message,
                            "nothing now: rows flow without foreign keys. Such edges are removed and recorded when"
                                    + " constraints are sealed");
        }
        return reference
                .dangling()
                .finding(Severity.WARNING, "dangling-reference", reference.where(), message, remedy(policy));
    }

    private static String remedy(Dangling policy) {
        return switch (policy) {
            case KEEP ->
                "it blocks sealing the foreign key: correct the documents, or say under policies dangling:"
                        + " null_and_record, placeholder";
            case FAIL -> "it blocks sealing, as the migration file declares dangling: fail: correct the documents";
            case NULL_AND_RECORD ->
                "nothing now: the column becomes NULL and the id is recorded when constraints are sealed";
            case DEAD_LETTER ->
                "nothing now: the document that refers becomes a dead letter when constraints are sealed";
            case PLACEHOLDER -> "nothing now: an empty parent row is made when constraints are sealed";
        };
    }

    private static List<Finding> several(HeldReference reference) {
        List<Finding> findings = new ArrayList<>();
        for (int candidate = 1; candidate < reference.candidates().size(); candidate++) {
            if (!reference.foundIn().get(candidate).isEmpty()) {
                findings.add(reference
                        .foundIn()
                        .get(candidate)
                        .finding(
                                Severity.INFO,
                                "reference-elsewhere",
                                reference.where(),
                                "ids that, of the candidates, only "
                                        + reference.candidates().get(candidate).collection()
                                        + " has: they go to column \""
                                        + reference.places().get(candidate) + "\"",
                                ""));
            }
        }
        if (!reference.inSeveral().isEmpty()) {
            findings.add(reference
                    .inSeveral()
                    .finding(
                            Severity.INFO,
                            "reference-ambiguous",
                            reference.where(),
                            "ids that more than one of " + reference.collections() + " has: they go to the first",
                            ""));
        }
        return findings;
    }
}
