package dev.tidegate.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.workload.shop.ShopApplication;
import dev.tidegate.workload.streaming.StreamingApplication;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an application means to be bad is just what the validator's rules say cannot be a row of its tables. */
class GeneratedDeadLettersTest {
    private static final long SEED = 23;

    private final MemoryWrites database = new MemoryWrites();

    static Stream<Arguments> applications() {
        return Stream.of(
                Arguments.of("nextcrm", new NextCrmGenerator(SEED, 2000)),
                Arguments.of("examples/shop", new ShopApplication(SEED, 2000)),
                Arguments.of("examples/streaming", new StreamingApplication(SEED, 2000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("applications")
    void ofTheFirstLoad(String folder, Application application) {
        load(application);

        assertThat(new RuleBook(folder)
                        .unconvertible(name -> database.collection(name).values()))
                .isEqualTo(application.expectedDeadLetters())
                .hasSize(application.faults().size());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("applications")
    void ofTheLiveWorkload(String folder, Application application) {
        load(application);
        var workload = new LiveWorkload(application, database, 1);
        for (int write = 0; write < 3_000; write++) {
            workload.step();
        }

        assertThat(workload.counts()).containsOnlyKeys(Operation.values());
        assertThat(new RuleBook(folder)
                        .unconvertible(name -> database.collection(name).values()))
                .isEqualTo(workload.expectedDeadLetters());
    }

    private void load(Application application) {
        application
                .iterator()
                .forEachRemaining(generated -> database.insert(generated.collection(), generated.document()));
    }
}
