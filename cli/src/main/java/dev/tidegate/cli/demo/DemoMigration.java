package dev.tidegate.cli.demo;

import dev.tidegate.workload.Application;
import dev.tidegate.workload.NextCrmGenerator;
import dev.tidegate.workload.shop.ShopApplication;
import dev.tidegate.workload.streaming.StreamingApplication;

/** What the demo can move: a folder below {@code migrations}, and the application whose data it is. */
public enum DemoMigration {
    NEXTCRM("nextcrm", "NextCRM", NextCrmGenerator::new),
    SHOP("examples/shop", "the shop", ShopApplication::new),
    STREAMING("examples/streaming", "the streaming service", StreamingApplication::new);

    private interface Start {
        Application application(long seed, int documents);
    }

    private final String folder;
    private final String title;
    private final Start start;

    DemoMigration(String folder, String title, Start start) {
        this.folder = folder;
        this.title = title;
        this.start = start;
    }

    DeclaredMigration read() {
        return DeclaredMigration.read(folder);
    }

    Application application(long seed, int documents) {
        return start.application(seed, documents);
    }

    String title() {
        return title;
    }
}
