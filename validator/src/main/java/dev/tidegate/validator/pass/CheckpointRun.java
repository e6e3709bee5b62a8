package dev.tidegate.validator.pass;

import dev.tidegate.mapping.bson.ExactJson;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.validator.result.Coverage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonString;

/** Which validation the checkpoints in a folder are of. */
public final class CheckpointRun {
    private static final String RUN = "validation";

    private final Path folder;
    private final Migration migration;
    private final Coverage coverage;
    private final String ends;
    private final CheckpointFile file;

    /** @param ends names MongoDB's collections and the target, so that others of the same address are recognized */
    public CheckpointRun(Path folder, Migration migration, Coverage coverage, String ends) {
        this.folder = folder;
        this.migration = migration;
        this.coverage = coverage;
        this.ends = ends;
        this.file = new CheckpointFile(folder, RUN + ":");
    }

    /**
     * A fresh run forgets what was kept.
     *
     * @throws NothingToResumeException when there is nothing to resume, or it was of another migration file, coverage or
     *     server
     */
    public void begin(boolean resumes) {
        Optional<BsonDocument> known = file.read().map(ExactJson::document);
        if (!resumes) {
            forget();
            file.write(ExactJson.of(new BsonDocument("migration", new BsonString(migration.hash()))
                    .append("coverage", new BsonString(coverage.toString()))
                    .append("ends", new BsonString(ends))
                    .append("started", new BsonString(Instant.now().toString()))));
            return;
        }
        if (known.isEmpty()) {
            throw new NothingToResumeException("there is no validation to resume in " + folder + "; start one anew");
        }
        requireSame("migration", migration.hash(), known.get(), "the migration file has changed since");
        requireSame("coverage", coverage.toString(), known.get(), "it was of another coverage, or sample");
        requireSame("ends", ends, known.get(), "MongoDB or PostgreSQL is another, or was made anew, since");
    }

    private void requireSame(String field, String value, BsonDocument known, String problem) {
        if (!known.isString(field) || !known.getString(field).getValue().equals(value)) {
            throw new NothingToResumeException(
                    "the validation in " + folder + " cannot be resumed: " + problem + "; start one anew");
        }
    }

    /** All is done: there is nothing to resume. */
    public void end() {
        forget();
    }

    private void forget() {
        for (CollectionMapping collection : migration.collections()) {
            new CheckpointFile(folder, collection.collection()).delete();
        }
        file.delete();
    }
}
