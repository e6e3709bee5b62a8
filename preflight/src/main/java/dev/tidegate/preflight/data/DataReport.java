package dev.tidegate.preflight.data;

import dev.tidegate.preflight.finding.Finding;
import java.util.List;

/**
 * What the documents hold.
 *
 * @param documents how many were read
 * @param deadLetters how many of them would be dead letters
 * @param bytes their size as BSON
 */
public record DataReport(
        List<Finding> findings, List<CollectionProfile> collections, long documents, long deadLetters, long bytes) {

    /** One collection: how much was read, and the BSON types of each mapped field. */
    public record CollectionProfile(String collection, long documents, long bytes, List<FieldProfile> fields) {
        public CollectionProfile {
            fields = List.copyOf(fields);
        }
    }

    public DataReport {
        findings = List.copyOf(findings);
        collections = List.copyOf(collections);
    }
}
