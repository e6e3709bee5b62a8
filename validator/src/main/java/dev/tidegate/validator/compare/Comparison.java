package dev.tidegate.validator.compare;

import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.result.Tally;
import java.util.List;
import java.util.Optional;

/**
 * One subject, compared.
 *
 * @param inSource the document, or an end that holds the edge, is in MongoDB
 * @param inTarget its row is in PostgreSQL
 * @param fingerprint the same when neither end changed in between
 * @param version what the source held when it was read; empty unless it is a document that differs and is not large
 */
public record Comparison(
        Subject subject,
        boolean inSource,
        boolean inTarget,
        long fingerprint,
        Tally tally,
        List<Difference> differences,
        Optional<SourceVersion> version) {

    public Comparison {
        differences = List.copyOf(differences);
    }

    public boolean agrees() {
        return differences.isEmpty();
    }

    /** The same when neither end changed in between, and they differ in the same way. */
    public long signature() {
        return 31 * fingerprint + differences.hashCode();
    }

    public Comparison withoutVersion() {
        return version.isEmpty()
                ? this
                : new Comparison(subject, inSource, inTarget, fingerprint, tally, differences, Optional.empty());
    }
}
