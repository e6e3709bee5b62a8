package dev.tidegate.mapping.declaration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SourcePathTest {

    @Test
    void textIsReadAsItWasWritten() {
        for (String one : List.of("a", "a.b", "$c", "\\", ".", "a\\.b", "\\.", "é😀")) {
            for (String other : List.of("a", "a.b", "$c", "\\", ".", "..", "0")) {
                SourcePath path = new SourcePath(List.of(one, other));
                assertThat(SourcePath.of(path.toString())).isEqualTo(path);
                assertThat(SourcePath.of(path.toString()).topLevel()).isEqualTo(one);
            }
        }
    }

    @Test
    void dotsSeparateNamesUnlessABackslashStandsBeforeThem() {
        assertThat(SourcePath.of("address.city").names()).containsExactly("address", "city");
        assertThat(SourcePath.of("a\\.b.$c").names()).containsExactly("a.b", "$c");
        assertThat(new SourcePath(List.of("address", "city"))).hasToString("address.city");
    }

    @Test
    void refusesEmptyNames() {
        assertThat(SourcePath.firstName(".b")).isEmpty();
        assertThat(SourcePath.firstName("a\\.b..c")).isEqualTo("a.b");
        assertThatThrownBy(() -> SourcePath.of("a..b")).hasMessageContaining("empty step");
        assertThatThrownBy(() -> SourcePath.of("")).hasMessageContaining("empty step");
    }
}
