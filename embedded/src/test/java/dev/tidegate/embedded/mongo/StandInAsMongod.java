package dev.tidegate.embedded.mongo;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Takes what {@link MongodProcess} gives to a {@code mongod}, and serves the stand-in until it is told to end. */
final class StandInAsMongod {
    private StandInAsMongod() {}

    /** For a shell, with the arguments of the script after it. */
    static String commandLine() {
        String java = ProcessHandle.current().info().command().orElse("java");
        return "exec '" + java + "' -cp '" + System.getProperty("java.class.path") + "' "
                + StandInAsMongod.class.getName() + " \"$@\"";
    }

    public static void main(String[] args) throws InterruptedException {
        List<String> options = Arrays.asList(args);
        int port = Integer.parseInt(options.get(options.indexOf("--port") + 1));
        Path data = Path.of(options.get(options.indexOf("--dbpath") + 1));
        EmbeddedMongo mongo = EmbeddedMongo.start(port, Optional.of(data));
        Runtime.getRuntime().addShutdownHook(new Thread(mongo::close));
        Thread.currentThread().join();
    }
}
