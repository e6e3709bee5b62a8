package dev.tidegate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.operate.failure.InvalidRequestException;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfirmationTest {
    private final StringWriter asked = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"y", "Y", "yes", " YES "})
    void aYesIsAYes(String answer) {
        assertThat(atTerminal(answer + "\n").isGiven("Do it?")).isTrue();
        assertThat(asked.toString()).isEqualTo("Do it? [y/N] ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "n\n", "yeah\n", ""})
    void anythingElseIsANo(String answer) {
        assertThat(atTerminal(answer).isGiven("Do it?")).isFalse();
    }

    @Test
    void isNotAskedForTwice() {
        assertThat(new Confirmation(true, false, answers(""), questions()).isGiven("Do it?"))
                .isTrue();
        assertThat(asked.toString()).isEmpty();
    }

    @Test
    void withoutATerminalNobodyCanBeAsked() {
        Confirmation nobody = new Confirmation(false, false, answers("y\n"), questions());
        assertThatThrownBy(() -> nobody.isGiven("Do it?"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("--yes");
    }

    private Confirmation atTerminal(String answers) {
        return new Confirmation(false, true, answers(answers), questions());
    }

    private static BufferedReader answers(String text) {
        return new BufferedReader(new StringReader(text));
    }

    private PrintWriter questions() {
        return new PrintWriter(asked);
    }
}
