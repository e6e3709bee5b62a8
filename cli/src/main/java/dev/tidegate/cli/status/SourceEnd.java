package dev.tidegate.cli.status;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.tidegate.cli.address.MongoAddress;
import dev.tidegate.cli.pipeline.SourceTime;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * MongoDB as a status sees it. It may have no address, or be away for a while: what it would tell is unknown then. The
 * client is opened by the first question. Not thread-safe.
 */
final class SourceEnd implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Optional<String> uri;
    private MongoClient client;
    private String trouble;

    SourceEnd(Optional<String> uri) {
        this.uri = uri;
    }

    /** A new status begins: what was away before is asked again. */
    void forgetTrouble() {
        trouble = null;
    }

    /** Empty when MongoDB does not answer; it is not asked again for the rest of this status. */
    <T> Optional<T> ask(Function<SourceTime, T> question) {
        if (uri.isEmpty() || trouble != null) {
            return Optional.empty();
        }
        try {
            if (client == null) {
                client = MongoClients.create(MongoAddress.settings(uri.get(), PATIENCE));
            }
            return Optional.of(question.apply(new SourceTime(client)));
        } catch (MongoException e) {
            trouble = "MongoDB does not answer, what only it knows is missing here: "
                    + e.getClass().getSimpleName();
            return Optional.empty();
        }
    }

    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
    }
}
