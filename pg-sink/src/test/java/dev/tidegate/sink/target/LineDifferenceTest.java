package dev.tidegate.sink.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineDifferenceTest {
    @Test
    void showsLinesTakenOutAndPutIn() {
        assertThat(LineDifference.between("a\nb\nc\nd", "a\nx\nc\nd\ne")).isEqualTo("  - 2: b\n  + 2: x\n  + 5: e");
        assertThat(LineDifference.between("a", "a")).isEmpty();
    }

    @Test
    void cutsALongDifferenceShort() {
        String many = IntStream.range(0, 100).mapToObj(String::valueOf).collect(Collectors.joining("\n"));

        assertThat(LineDifference.between("", many)).endsWith("… and 60 lines");
    }
}
