package dev.tidegate.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.preflight.CheckReport;
import dev.tidegate.preflight.finding.Finding;
import dev.tidegate.preflight.finding.Severity;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CheckTextTest {
    private static final Finding NUL =
            new Finding(Severity.WARNING, "nul", "a.name", 1200, List.of("1", "2"), "U+0000", "correct them");
    private static final Finding NUL_TOO =
            new Finding(Severity.WARNING, "nul", "b.title", 3, List.of("4"), "U+0000", "correct them");
    private static final Finding DOWN = Finding.blocking("kafka-unreachable", "k:1", "Kafka cannot be reached", "up?");
    private static final Finding DEFAULT =
            new Finding(Severity.INFO, "default-used", "a.__v", 7, List.of("1"), "takes the default", "");

    @Test
    void putsTheGravestFirstAndFindingsOfAKindTogether() {
        assertThat(text(false, NUL, DEFAULT, DOWN, NUL_TOO)).isEqualTo("""
                BLOCKING kafka-unreachable: Kafka cannot be reached
                           k:1
                  → up?

                WARNING nul: U+0000
                    1,200  a.name   e.g. 1
                        3  b.title  e.g. 4
                  → correct them

                INFO, all of them with --verbose or --json
                  default-used             7 × in 1 place(s)

                shop: NOT READY. 1 blocking, 2 warnings, 1 to know; 12 documents read in 3s; nothing was changed.
                """);
    }

    @Test
    void listsWhatIsWorthKnowingWhenAsked() {
        assertThat(text(true, DEFAULT)).isEqualTo("""
                INFO default-used: takes the default
                        7  a.__v  e.g. 1

                shop: READY. 0 blocking, 0 warnings, 1 to know; 12 documents read in 3s; nothing was changed.
                """);
    }

    @Test
    void whatWouldBeLostToDeadLettersLeads() {
        assertThat(text(403, false)).isEqualTo("""
                shop: 403 of 22,000 documents WOULD BE DEAD LETTERS; but for them READY. 0 blocking, 0 warnings, 0 to know;\
                 22,000 documents read in 3s; nothing was changed.
                """);
    }

    @Test
    void ofManyPlacesListsThoseWithTheMostUnlessAllAreAskedFor() {
        Finding[] many = IntStream.rangeClosed(10, 40)
                .mapToObj(i -> new Finding(Severity.WARNING, "nul", "a.f" + i, i, List.of(), "U+0000", "correct f" + i))
                .toArray(Finding[]::new);
        assertThat(text(false, many))
                .contains("a.f26", "a.f40", "… and 16 more places, with --verbose", "… and 12 more such remedies")
                .doesNotContain("a.f25");
        assertThat(text(true, many)).contains("a.f10", "correct f40").doesNotContain("…");
    }

    private static String text(boolean verbose, Finding... findings) {
        return text(12, 0, verbose, findings);
    }

    private static String text(long deadLetters, boolean verbose) {
        return text(22_000, deadLetters, verbose);
    }

    private static String text(long documents, long deadLetters, boolean verbose, Finding... findings) {
        StringWriter text = new StringWriter();
        CheckReport report = new CheckReport(
                "shop",
                Instant.EPOCH,
                Duration.ofSeconds(3),
                OptionalInt.empty(),
                0,
                documents,
                deadLetters,
                List.of(findings),
                List.of());
        new CheckText(new PrintWriter(text), verbose).print(report);
        return text.toString();
    }
}
