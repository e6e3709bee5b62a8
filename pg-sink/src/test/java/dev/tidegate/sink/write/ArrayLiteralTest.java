package dev.tidegate.sink.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrayLiteralTest {
    @Test
    void quotesEveryElementAndLeavesNullBare() {
        assertThat(ArrayLiteral.of(Arrays.asList("a,b", "say \"x\"", "back\\slash", "NULL", "", null)))
                .isEqualTo("{\"a,b\",\"say \\\"x\\\"\",\"back\\\\slash\",\"NULL\",\"\",NULL}");
        assertThat(ArrayLiteral.of(List.of())).isEqualTo("{}");
    }
}
