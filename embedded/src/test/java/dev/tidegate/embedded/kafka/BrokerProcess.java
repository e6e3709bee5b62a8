package dev.tidegate.embedded.kafka;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A broker in a process of its own, to be killed. Arguments: port, directory. */
final class BrokerProcess {
    private BrokerProcess() {}

    public static void main(String[] args) throws InterruptedException {
        EmbeddedKafka.start(Integer.parseInt(args[0]), Optional.of(Path.of(args[1])));
        System.out.println("broker ready");
        new CountDownLatch(1).await();
    }
}
