package dev.tidegate.operate.status;

import com.mongodb.MongoException;
import dev.tidegate.events.source.SourceServer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * MongoDB as a status sees it. It may have no address, or be away for a while: its figures are unknown then. The
 * connection is opened by the first question. Not thread-safe.
 */
final class SourceEnd implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Optional<String> uri;
    private final SourceServer.Opener servers;
    private SourceServer server;
    private String trouble;

    SourceEnd(Optional<String> uri, SourceServer.Opener servers) {
        this.uri = uri;
        this.servers = servers;
    }

    /** A new status begins: what was away before is asked again. */
    void forgetTrouble() {
        trouble = null;
    }

    /** Empty when MongoDB does not answer; it is not asked again for the rest of this status. */
    <T> Optional<T> ask(Function<SourceServer, T> question) {
        if (uri.isEmpty() || trouble != null) {
            return Optional.empty();
        }
        try {
            if (server == null) {
                server = servers.open(uri.get(), PATIENCE);
            }
            return Optional.of(question.apply(server));
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
        if (server != null) {
            server.close();
        }
    }
}
