package dev.tidegate.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WrappedOutputTest {
    private final StringWriter text = new StringWriter();
    private final PrintWriter out = new PrintWriter(new WrappedOutput(text, 20), true);

    @Test
    void breaksBetweenWordsAndGoesOnFurtherIn() {
        out.println("  orders: value differs in two columns");
        assertThat(text).hasToString("  orders: value\n    differs in two\n    columns\n");
    }

    @Test
    void leavesWhatFits() {
        out.println("12345678901234567890");
        out.println();
        assertThat(text).hasToString("12345678901234567890\n\n");
    }

    @Test
    void neverBreaksAnIdInTwo() {
        out.println("row 6f9619ff-8b86-d011-b42d-00c04fc964ff is missing");
        assertThat(text).hasToString("row\n  6f9619ff-8b86-d011-b42d-00c04fc964ff\n  is missing\n");
    }

    @Test
    void aLineThatMovesStaysOneLine() {
        out.print(WrappedOutput.CLEAR_LINE + "compared 12 of 5,000 documents");
        out.flush();
        out.println(WrappedOutput.CLEAR_LINE + "orders is done, at last");
        assertThat(text).hasToString("\r\u001b[Kcompared 12 of 5,0…" + "\r\u001b[Korders is done, at\n  last\n");
    }

    @Test
    void aQuestionIsThereBeforeItsAnswer() {
        out.print("Repair 12 rows? ");
        out.flush();
        assertThat(text).hasToString("Repair 12 rows? ");
        out.println("yes, do");
        assertThat(text).hasToString("Repair 12 rows? yes,\n  do\n");
    }

    @Test
    void whatMovesTheCursorPassesAsItIs() {
        out.println("\u001b[5Fa picture that is wider than the terminal");
        assertThat(text).hasToString("\u001b[5Fa picture that is wider than the terminal\n");
    }

    @Test
    void theLauncherSaysHowWideItIs() {
        assertThat(Terminal.of(Map.of("TIDEGATE_TERMINAL", "24x80+err"))).contains(new Terminal(24, 80, true));
        assertThat(Terminal.of(Map.of("TIDEGATE_TERMINAL", "5x7"))).contains(new Terminal(10, 60, false));
        assertThat(Terminal.of(Map.of())).isEmpty();
    }
}
