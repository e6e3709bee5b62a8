package dev.tidegate.operate.errors;

import com.mongodb.client.MongoDatabase;
import dev.tidegate.mapping.declaration.Migration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/** How much a list of failed documents shows of the documents themselves, which hold tokens and passwords. */
public interface LoggedDocuments {
    /** Nothing: MongoDB is not asked. */
    LoggedDocuments LEFT_OUT = page -> letter -> "left out on purpose, it may hold secrets";

    Shown of(List<DeadLetter> page);

    interface Shown {
        String of(DeadLetter letter);
    }

    /** The file that it goes to, made so that only those read it who may. */
    default Path created(Path file) throws IOException {
        return file;
    }

    /** The names of fields and their BSON types. */
    static LoggedDocuments redacted(MongoDatabase database, Migration migration) {
        return page -> {
            Map<String, BsonDocument> found = new SourceDocuments(database, migration).of(page);
            return letter -> SourceDocuments.find(found, letter)
                    .map(document -> "(values left out) " + DocumentShape.of(document))
                    .orElse("no longer in MongoDB");
        };
    }

    /** All of it, as canonical Extended JSON; the file is the owner's alone. */
    static LoggedDocuments whole(MongoDatabase database, Migration migration) {
        return new LoggedDocuments() {
            @Override
            public Shown of(List<DeadLetter> page) {
                JsonWriterSettings canonical = JsonWriterSettings.builder()
                        .outputMode(JsonMode.EXTENDED)
                        .build();
                Map<String, BsonDocument> found = new SourceDocuments(database, migration).of(page);
                return letter -> SourceDocuments.find(found, letter)
                        .map(document -> document.toJson(canonical))
                        .orElse("no longer in MongoDB");
            }

            @Override
            public Path created(Path file) throws IOException {
                Files.deleteIfExists(file);
                return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? Files.createFile(
                                file,
                                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                        : Files.createFile(file);
            }
        };
    }
}
