package dev.tidegate.embedded.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoredTextTest {
    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "ab",
            "b",
            "\u0000",
            "\u007f",
            "\u0080",
            "é",
            "\ud7ff",
            "\ue000",
            "\uffff",
            "😀",
            "😁",
            "a😀",
            "a\udc80",
            "a\udcff",
            "\udc80",
            "\udcff",
            "\udcffa",
            "a\uffff",
            "\udbff\udfff");

    @Test
    void comparesAsTheBytesDo() {
        for (String left : TEXTS) {
            for (String right : TEXTS) {
                int bytes = Arrays.compareUnsigned(StoredText.bytes(left), StoredText.bytes(right));
                assertThat(Integer.signum(StoredText.compare(left, right)))
                        .as("%s and %s", left, right)
                        .isEqualTo(Integer.signum(bytes));
            }
        }
    }
}
