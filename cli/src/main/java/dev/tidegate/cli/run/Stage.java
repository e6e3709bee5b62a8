package dev.tidegate.cli.run;

import dev.tidegate.operate.address.Addresses.Server;
import java.util.List;

/** The three stages; they meet in Kafka and run in one process or one each. */
public enum Stage {
    SOURCE(List.of(Server.MONGODB, Server.KAFKA)),
    TRANSFORM(List.of(Server.KAFKA)),
    SINK(List.of(Server.KAFKA, Server.POSTGRES));

    private final List<Server> servers;

    Stage(List<Server> servers) {
        this.servers = servers;
    }

    /** The servers this stage talks to. */
    public List<Server> servers() {
        return servers;
    }
}
