package dev.tidegate.embedded.mongo;

import dev.tidegate.embedded.FreePort;
import java.util.List;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * A MongoDB in Docker on this machine. It has the same port inside and outside, so that the name which the member has
 * in its replica set is one that clients reach; Testcontainers' own {@code MongoDBContainer} can only be used directly.
 */
final class DockerMongo implements MongoServer {
    private final GenericContainer<?> container;
    private final ReplicaSetOfOne member;

    private DockerMongo(GenericContainer<?> container, ReplicaSetOfOne member) {
        this.container = container;
        this.member = member;
    }

    /** @throws IllegalStateException when Docker does not answer, or MongoDB does not start in it */
    static DockerMongo start(String image) {
        int port = FreePort.choose(0, "MongoDB in Docker");
        DockerMongo mongo = new DockerMongo(container(image, port), new ReplicaSetOfOne(port));
        try {
            mongo.container.start();
            mongo.member.awaitPrimary(mongo.container::isRunning, "the container's log");
            return mongo;
        } catch (RuntimeException e) {
            String log = mongo.container.getContainerId() == null ? "" : "\n" + mongo.container.getLogs();
            mongo.close();
            throw new IllegalStateException(
                    "Cannot start " + image + " in Docker (does `docker run " + image + "` work here?): "
                            + e.getMessage() + log,
                    e);
        }
    }

    private static GenericContainer<?> container(String image, int port) {
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(image))
                .withCommand("--replSet", HelloCommands.SET_NAME, "--bind_ip_all", "--port", Integer.toString(port))
                .waitingFor(Wait.forLogMessage("(?i).*waiting for connections.*", 1));
        container.setPortBindings(List.of("127.0.0.1:" + port + ":" + port));
        return container;
    }

    @Override
    public String uri() {
        return member.uri();
    }

    @Override
    public void close() {
        container.close();
    }
}
