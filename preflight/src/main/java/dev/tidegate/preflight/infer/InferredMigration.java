package dev.tidegate.preflight.infer;

import dev.tidegate.preflight.infer.draft.Question;
import java.util.List;

/**
 * What {@code init} writes.
 *
 * @param yaml the migration file, which {@code plan} accepts
 * @param report Markdown: the tables, what was decided, what to ask
 * @param questions most doubtful first
 */
public record InferredMigration(
        String yaml, String report, List<Question> questions, int collections, int references, int junctions) {}
