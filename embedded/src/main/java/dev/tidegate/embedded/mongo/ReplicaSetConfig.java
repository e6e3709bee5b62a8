package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * What a replica set is given when it is initiated: the document of {@code local.system.replset}. Its id belongs to the
 * data: a server that comes back with them has the same one, one without them another.
 */
record ReplicaSetConfig(String address, ObjectId id) {
    static final String NAMESPACE = "local.system.replset";
    private static final String FILE = "replica-set-id";

    /** @param data whoever calls holds its lock */
    static ReplicaSetConfig of(String address, Optional<Path> data) {
        return new ReplicaSetConfig(address, data.map(ReplicaSetConfig::keptIn).orElseGet(ObjectIds::next));
    }

    private static ObjectId keptIn(Path directory) {
        Path file = directory.resolve(FILE);
        try {
            if (Files.notExists(file)) {
                Path written = Files.writeString(
                        directory.resolve(FILE + ".new"), ObjectIds.next().getHexData());
                Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return new ObjectId(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read or write " + file, e);
        }
    }

    Document document() {
        Document member = new Document("_id", 0)
                .append("host", address)
                .append("arbiterOnly", false)
                .append("hidden", false)
                .append("priority", 1.0)
                .append("votes", 1);
        return new Document("_id", HelloCommands.SET_NAME)
                .append("version", 1)
                .append("term", 1)
                .append("members", List.of(member))
                .append("protocolVersion", 1L)
                .append("settings", new Document("replicaSetId", id));
    }
}
