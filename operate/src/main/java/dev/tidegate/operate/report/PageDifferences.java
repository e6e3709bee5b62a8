package dev.tidegate.operate.report;

import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.DifferenceKind;
import dev.tidegate.validator.result.ValidationResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What differs: each kind with what to do about it, then one by one, by table. */
final class PageDifferences {
    private static final int OPEN_TABLES = 5;

    private PageDifferences() {}

    static void add(ValidationResult result, Html html) {
        if (result.totalDifferences() == 0) {
            return;
        }
        html.add("<section>").add("<h2>What to do</h2>");
        kinds(result, html);
        html.add("</section>").add("<section>").add("<h2>Differences by table</h2>");
        long unlisted = result.totalDifferences() - result.differences().size();
        if (unlisted > 0) {
            html.add(
                    "<p>The first %s are listed, %s more are counted above.</p>",
                    result.differences().size(), unlisted);
        }
        byTable(result, html);
        html.add("</section>");
    }

    private static void kinds(ValidationResult result, Html html) {
        html.add("<div class=\"wide\"><table class=\"kinds\">");
        html.add("<thead><tr><th>kind</th><th class=\"n\">count</th><th>layer</th><th>what it means</th>"
                + "<th>what to do</th></tr></thead><tbody>");
        for (Map.Entry<DifferenceKind, Long> entry : new TreeMap<>(result.differencesByKind()).entrySet()) {
            DifferenceText text = DifferenceText.of(entry.getKey());
            html.add(
                    "<tr><th scope=\"row\">%s</th><td class=\"n\">%s</td><td>%s</td><td>%s</td><td>%s</td></tr>",
                    text.name(),
                    entry.getValue(),
                    Names.of(entry.getKey().layer()),
                    text.meaning(),
                    text.remedy(result.source()));
        }
        html.add("</tbody></table></div>");
    }

    private static void byTable(ValidationResult result, Html html) {
        Map<String, List<Difference>> tables = result.differences().stream()
                .collect(Collectors.groupingBy(Difference::table, LinkedHashMap::new, Collectors.toList()));
        int opened = 0;
        for (Map.Entry<String, List<Difference>> table : tables.entrySet()) {
            html.add(opened++ < OPEN_TABLES ? "<details open>" : "<details>");
            html.add(
                    "<summary><code>%s</code> <span class=\"n\">%s listed</span></summary>",
                    table.getKey(), table.getValue().size());
            html.add("<div class=\"wide\"><table class=\"differences\">");
            html.add("<thead><tr><th>id</th><th>column</th><th>field</th><th>kind</th><th>MongoDB has</th>"
                    + "<th>PostgreSQL has</th><th>detail</th></tr></thead><tbody>");
            table.getValue().forEach(difference -> row(difference, html));
            html.add("</tbody></table></div></details>");
        }
    }

    private static void row(Difference difference, Html html) {
        html.add(
                "<tr><td><code>%s</code></td><td><code>%s</code></td><td><code>%s</code></td><td>%s</td><td>%s</td><td>%s</td>"
                        + "<td>%s</td></tr>",
                difference.id(),
                difference.column().orElse(""),
                difference.field().orElse(""),
                DifferenceText.of(difference.kind()).name(),
                difference.document(),
                difference.row(),
                difference.detail());
    }
}
