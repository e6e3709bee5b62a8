package dev.tidegate.preflight.infer.draft;

import java.util.List;

/**
 * All that was inferred.
 *
 * @param notCarried collections and views that the file leaves out, each with the reason
 * @param questions most doubtful first
 */
public record MigrationDraft(
        String database,
        List<CollectionDraft> collections,
        List<JunctionDraft> junctions,
        List<String> notCarried,
        List<Question> questions,
        long documents,
        boolean isSample) {
    public MigrationDraft {
        collections = List.copyOf(collections);
        junctions = List.copyOf(junctions);
        notCarried = List.copyOf(notCarried);
        questions = questions.stream().sorted().toList();
    }
}
