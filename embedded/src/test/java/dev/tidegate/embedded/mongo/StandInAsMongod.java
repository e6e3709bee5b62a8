package dev.tidegate.embedded.mongo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Takes what {@link MongodProcess} gives to a {@code mongod}, and serves the stand-in until it is asked to end. */
final class StandInAsMongod {
    private StandInAsMongod() {}

    /** For a shell, with the arguments of the script after it; short, so that the system shows them all. */
    static String commandLine() {
        String java = ProcessHandle.current().info().command().orElse("java");
        return "export CLASSPATH='" + System.getProperty("java.class.path") + "'; exec '" + java + "' "
                + StandInAsMongod.class.getName() + " \"$@\"";
    }

    public static void main(String[] args) throws InterruptedException, IOException {
        List<String> options = Arrays.asList(args);
        int port = Integer.parseInt(options.get(options.indexOf("--port") + 1));
        Path data = Path.of(options.get(options.indexOf("--dbpath") + 1));
        EmbeddedMongo mongo = EmbeddedMongo.start(port, Optional.of(data));
        Files.writeString(data.resolve("mongod.lock"), ProcessHandle.current().pid() + "\n");
        Runtime.getRuntime().addShutdownHook(new Thread(mongo::close));
        Thread.currentThread().join();
    }
}
