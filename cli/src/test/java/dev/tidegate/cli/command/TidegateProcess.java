package dev.tidegate.cli.command;

import dev.tidegate.cli.Tidegate;
import dev.tidegate.embedded.process.ChildJvm;
import dev.tidegate.operate.address.Addresses;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A command as a user would type it, in a process of its own. */
final class TidegateProcess {
    private TidegateProcess() {}

    static ChildJvm start(Map<String, String> environment, String... arguments) {
        return ChildJvm.start(
                Tidegate.class.getName(),
                List.of(arguments),
                environment,
                List.of("-Xmx512m", "-XX:TieredStopAtLevel=1"));
    }

    /** An address that is not given stands empty, whatever the environment of the tests has. */
    static Map<String, String> environment(Addresses addresses) {
        Map<String, String> environment = new HashMap<>();
        environment.put(Addresses.MONGODB, addresses.mongodbUri().orElse(""));
        environment.put(Addresses.KAFKA, addresses.kafkaBootstrapServers().orElse(""));
        environment.put(Addresses.POSTGRES, addresses.postgresUrl().orElse(""));
        return environment;
    }
}
