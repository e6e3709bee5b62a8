package dev.tidegate.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the generator means to be bad is just what the validator's rules say cannot be a row of NextCRM's tables. */
class GeneratedDeadLettersTest {
    private static final long SEED = 23;

    private final NextCrmGenerator generator = new NextCrmGenerator(SEED, 2000);
    private final MemoryWrites database = new MemoryWrites();
    private final RuleBook rules = new RuleBook();

    @Test
    void ofTheFirstLoad() {
        load();

        assertThat(rules.unconvertible(name -> database.collection(name).values()))
                .isEqualTo(generator.expectedDeadLetters());
    }

    @Test
    void ofTheLiveWorkload() {
        load();
        var workload = new LiveWorkload(generator, database, 1);
        for (int write = 0; write < 3_000; write++) {
            workload.step();
        }

        assertThat(rules.unconvertible(name -> database.collection(name).values()))
                .isEqualTo(workload.expectedDeadLetters());
    }

    private void load() {
        generator.documents().forEach(generated -> database.insert(generated.collection(), generated.document()));
    }
}
