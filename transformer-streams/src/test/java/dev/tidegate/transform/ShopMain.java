package dev.tidegate.transform;

import java.nio.file.Path;
import java.util.Map;

/** The transformer of {@link ShopMigration} in a process of its own, to be killed. */
public final class ShopMain {
    private ShopMain() {}

    public static void main(String[] arguments) {
        TransformConfig config = new TransformConfig(
                ShopMigration.with(arguments[0], Integer.parseInt(arguments[1])),
                arguments[2],
                Path.of(arguments[3]),
                1,
                Map.of());
        Transformer transformer = new Transformer(config);
        Runtime.getRuntime().addShutdownHook(new Thread(transformer::close));
        transformer.run();
    }
}
