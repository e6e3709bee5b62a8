package dev.tidegate.operate.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.tidegate.validator.result.Coverage;
import dev.tidegate.validator.result.SwitchAdvice;
import dev.tidegate.validator.result.ValidationResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReportTest {
    private static final Path SCHEMA = Path.of("..", "docs", "validation-report.schema.json");
    private static final Path GOLDEN = Path.of("src", "test", "resources", "report");

    static Stream<ValidationResult> results() {
        return Stream.of(
                Results.equal(Results.FULL),
                Results.equal(new Coverage.Sample(100, -42)),
                Results.equalWithExceptions(),
                Results.sealBlocked(),
                Results.sameCountOtherRows(),
                Results.undecided(),
                Results.damaged());
    }

    @ParameterizedTest
    @MethodSource("results")
    void isAsItsSchemaSays(ValidationResult result) throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(Files.readString(SCHEMA));
        assertThat(schema.validate(json(result))).isEmpty();
    }

    @Test
    void isWordForWordAsRecorded() throws IOException {
        assertThat(ReportJson.of(Results.damaged())).isEqualTo(golden("damaged.json"));
        assertThat(text(Results.damaged())).isEqualTo(golden("damaged.txt"));
    }

    @Test
    void aRowMissingAndOneTooManyFailTheCounts() throws IOException {
        JsonNode report = json(Results.sameCountOtherRows());
        assertThat(report.at("/rowCountValidation/status").asText()).isEqualTo("FAIL");
        assertThat(report.at("/rowCountValidation/discrepancies/0/unexplained").asInt())
                .isZero();
        assertThat(report.at("/summary/tablesFailed").asInt()).isOne();
    }

    @Test
    void whatDeadLettersAccountForMatches() throws IOException {
        JsonNode count = json(Results.equalWithExceptions()).at("/detailedResults/0/rowCount");
        assertThat(count.toString())
                .isEqualTo("{\"mongodb\":1000,\"postgresql\":998,\"match\":true,"
                        + "\"accounted\":{\"deadLetter\":3,\"staleRow\":1}}");
    }

    @Test
    void danglingReferencesAreOrphansAndNoFailure() throws IOException {
        JsonNode references = json(Results.equalWithExceptions()).at("/referentialIntegrityValidation");
        assertThat(references.at("/status").asText()).isEqualTo("PASS");
        assertThat(references.at("/orphanedRecords/0/dangling").asInt()).isEqualTo(2);
        assertThat(references.at("/brokenForeignKeys")).isEmpty();
    }

    @Test
    void whatIsToBeAcceptedIsInTheHeadline() {
        assertThat(text(Results.equal(Results.FULL))).startsWith("shop: PASS; ");
        assertThat(text(Results.equalWithExceptions())).startsWith("shop: PASS with exceptions; ");
        assertThat(ReportPage.of(Results.equalWithExceptions())).contains("<h1>PASS with exceptions</h1>");
    }

    @Test
    void oneDifferenceInManyRowsIsSaidOnceWithThreeIds() {
        assertThat(text(Results.oneColumnInManyRows(12)).lines().filter(line -> line.contains("value differs;")))
                .hasSize(3);
        assertThat(text(Results.oneColumnInManyRows(12)))
                .contains("    … and 9 more listed of this kind in this place")
                .doesNotContain("--report FILE");
    }

    @ParameterizedTest
    @MethodSource("results")
    void endsWithTheLineThatSaysWhetherToSwitch(ValidationResult result) {
        assertThat(text(result).lines().reduce((before, last) -> last))
                .contains(SwitchAdvice.of(result).line());
    }

    @ParameterizedTest
    @MethodSource("results")
    void thePageNeedsNothingElse(ValidationResult result) {
        assertThat(ReportPage.of(result))
                .startsWith("<!doctype html>")
                .contains(Html.escape(SwitchAdvice.of(result).line()))
                .doesNotContain("http:", "https:", "src=", "url(", "<script");
    }

    @Test
    void thePageEscapesWhatItIsGiven() {
        assertThat(ReportPage.of(Results.damaged()))
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "a&amp;b", "&#39;quoted&#39; &quot;twice&quot;");
        assertThat(Html.escape("a\u0000b\u001b[1m")).isEqualTo("a\ufffdb\ufffd[1m");
    }

    private static JsonNode json(ValidationResult result) throws IOException {
        return new ObjectMapper().readTree(ReportJson.of(result));
    }

    private static String text(ValidationResult result) {
        StringWriter text = new StringWriter();
        ReportText.print(result, new PrintWriter(text));
        return text.toString();
    }

    private static String golden(String name) throws IOException {
        return Files.readString(GOLDEN.resolve(name));
    }
}
