package dev.tidegate.operate.report;

import dev.tidegate.validator.difference.Layer;
import dev.tidegate.validator.result.Coverage;
import dev.tidegate.validator.result.LayerStatus;
import dev.tidegate.validator.result.Settling;
import dev.tidegate.validator.result.SwitchAdvice;
import dev.tidegate.validator.result.ValidationResult;
import dev.tidegate.validator.result.WithoutValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** A validation as one page that needs nothing else: no script, no address to load from. Ids and kinds, never values. */
public final class ReportPage {
    private static final String STYLE = "report.css";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final ValidationResult result;
    private final LayerStatus layers;
    private final Html html = new Html();

    private ReportPage(ValidationResult result) {
        this.result = result;
        this.layers = new LayerStatus(result);
    }

    public static String of(ValidationResult result) {
        return new ReportPage(result).page();
    }

    private String page() {
        html.add("<!doctype html>").add("<html lang=\"en\">").add("<head>");
        html.add("<meta charset=\"utf-8\">");
        html.add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        html.add("<meta name=\"color-scheme\" content=\"light dark\">");
        html.add(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">");
        html.add("<title>%s: validation %s</title>", result.migration(), result.passes() ? "passed" : "failed");
        html.add("<style>")
                .add(style())
                .add("</style>")
                .add("</head>")
                .add("<body>")
                .add("<main>");
        heading();
        figures();
        layers();
        accounted();
        withoutValue();
        PageDifferences.add(result, html);
        PageTables.add(result, layers, html);
        footer();
        return html.add("</main>").add("</body>").add("</html>").toString();
    }

    private void heading() {
        SwitchAdvice advice = SwitchAdvice.of(result);
        html.add("<header class=\"%s\">", Names.camel(advice.answer()));
        html.add("<p class=\"what\">Tidegate validation of <strong>%s</strong></p>", result.migration());
        html.add("<h1>%s</h1>", Headline.of(result));
        html.add("<p class=\"verdict\">%s</p>", advice.line());
        html.add("</header>");
    }

    private void figures() {
        html.add("<dl class=\"figures\">");
        figure("ended", TIME.format(result.startedAt().plus(result.took())));
        figure("took", String.format(Locale.ROOT, "%.1f s", result.took().toMillis() / 1000.0));
        figure("records compared", coverage());
        figure("documents", count(result.documents()));
        figure("rows", count(result.rows()));
        figure("documents/s", count(result.documentsPerSecond()));
        figure("differences", count(result.totalDifferences()));
        html.add("</dl>");
    }

    private void figure(String name, String value) {
        html.add("<div><dt>%s</dt><dd>%s</dd></div>", name, value);
    }

    private String coverage() {
        return result.coverage() instanceof Coverage.Sample sample
                ? "sample of " + count(sample.size()) + " a collection, seed " + sample.seed()
                : "all";
    }

    private void layers() {
        html.add("<section>").add("<h2>Four layers</h2>").add("<ol class=\"layers\">");
        for (Layer layer : Layer.values()) {
            boolean passes = layers.passes(layer);
            html.add("<li class=\"%s\">", passes ? "pass" : "fail");
            html.add("<h3>%s</h3>", Names.of(layer));
            html.add("<p class=\"state\">%s</p>", passes ? "pass" : "fail");
            html.add("<p>%s</p>", question(layer));
            if (result.differences(layer) > 0) {
                html.add("<p class=\"count\">%s</p>", SwitchAdvice.counted(result.differences(layer), "difference"));
            }
            html.add("</li>");
        }
        html.add("</ol>").add("</section>");
    }

    private static String question(Layer layer) {
        return switch (layer) {
            case ROW_COUNT -> "Documents = rows + what is accounted for by name, exactly.";
            case RECORD -> "Every mapped field of a document is its column, value by value.";
            case REFERENCE -> "Every reference of the file leads to its row; edges are those of both ends.";
            case TYPE -> "Every column is of the file's type and holds only what that may hold.";
        };
    }

    private void accounted() {
        List<String> exceptions = SwitchAdvice.exceptions(result);
        Settling settling = result.settling();
        if (exceptions.isEmpty() && settling.suspects() == 0 && result.ownRows().isEmpty()) {
            return;
        }
        html.add("<section>").add("<h2>Accounted for</h2>").add("<ul>");
        exceptions.forEach(exception -> html.add("<li>%s</li>", exception));
        result.ownRows().forEach((table, rows) -> html.add("<li><code>%s</code>: %s rows</li>", table, rows));
        if (settling.suspects() > 0) {
            html.add(
                    "<li>%s records differed at first sight, while changes were on their way; %s of them agreed once the"
                            + " pipeline had passed them (rechecked %s times); %s undecided</li>",
                    settling.suspects(), settling.agreed(), settling.generations(), settling.undecided());
        }
        html.add("</ul>").add("</section>");
    }

    private void withoutValue() {
        if (result.withoutValue().isEmpty()) {
            return;
        }
        html.add("<section>").add("<h2>Without effect so far</h2>").add("<ul>");
        WithoutValue.messages(result.withoutValue()).forEach(message -> html.add("<li>%s</li>", message));
        html.add("</ul>").add("</section>");
    }

    private void footer() {
        html.add("<footer>");
        html.add(
                "<p>This page holds ids and kinds of values, never values. <code>tidegate explain ID</code> shows both ends of a"
                        + " document; how to read each finding: <code>docs/validation.md</code>.</p>");
        html.add("</footer>");
    }

    private static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String style() {
        try (InputStream style = ReportPage.class.getResourceAsStream(STYLE)) {
            if (style == null) {
                throw new IllegalStateException(STYLE + " is missing from the program: build it again");
            }
            return new String(style.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + STYLE, e);
        }
    }
}
