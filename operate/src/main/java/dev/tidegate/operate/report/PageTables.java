package dev.tidegate.operate.report;

import dev.tidegate.validator.difference.Layer;
import dev.tidegate.validator.result.ForeignKeyCheck;
import dev.tidegate.validator.result.LayerStatus;
import dev.tidegate.validator.result.TableResult;
import dev.tidegate.validator.result.TypeError;
import dev.tidegate.validator.result.ValidationResult;
import java.util.List;
import java.util.Locale;

/** Every table with its four layers, then the foreign keys and type errors with findings. */
final class PageTables {
    private PageTables() {}

    static void add(ValidationResult result, LayerStatus layers, Html html) {
        html.add("<section>").add("<h2>Tables by layer</h2>");
        html.add("<div class=\"wide\"><table class=\"tables\">");
        html.add(
                "<thead><tr><th>table</th><th class=\"n\">in MongoDB</th><th class=\"n\">rows</th><th>accounted for</th>"
                        + "<th>row counts</th><th>records</th><th>references</th><th>types</th></tr></thead><tbody>");
        result.tables().forEach(table -> row(table, layers, html));
        html.add("</tbody></table></div>").add("</section>");
        foreignKeys(result, html);
        typeErrors(result, html);
    }

    private static void row(TableResult table, LayerStatus layers, Html html) {
        String source =
                table.collection().map(collection -> "collection " + collection).orElse(Names.camel(table.kind()));
        html.add(
                "<tr><th scope=\"row\"><code>%s</code> <small>%s</small></th><td class=\"n\">%s</td><td class=\"n\">%s</td>"
                        + "<td>%s</td>",
                table.table(),
                source,
                table.rows().source(),
                table.rows().target(),
                RowBalance.accounted(table.rows()));
        long unexplained = RowBalance.unexplained(table.rows());
        cell(layers.passes(table, Layer.ROW_COUNT), unexplained == 0 ? "" : count(unexplained) + " unexplained", html);
        long compared = table.records().compared();
        String matched =
                MatchPercentage.text(table.records().matched(), table.records().mismatched());
        cell(layers.passes(table, Layer.RECORD), compared == 0 ? "none" : matched + " of " + count(compared), html);
        references(table, layers, html);
        String errors = table.typeErrors().isEmpty() ? "" : table.typeErrors().size() + " columns";
        cell(layers.passes(table, Layer.TYPE), errors, html);
        html.add("</tr>");
    }

    private static void references(TableResult table, LayerStatus layers, Html html) {
        if (table.foreignKeys().isEmpty()) {
            html.add("<td class=\"none\">none</td>");
            return;
        }
        long references = 0;
        long valid = 0;
        for (ForeignKeyCheck key : table.foreignKeys()) {
            references += key.references();
            valid += key.valid();
        }
        cell(layers.passes(table, Layer.REFERENCE), count(valid) + " of " + count(references), html);
    }

    private static void cell(boolean passes, String detail, Html html) {
        html.add(
                "<td class=\"%s\"><b>%s</b> <span>%s</span></td>",
                passes ? "pass" : "fail", passes ? "✓" : "✗", detail);
    }

    private static void foreignKeys(ValidationResult result, Html html) {
        List<ForeignKeyCheck> withFindings = result.tables().stream()
                .flatMap(table -> table.foreignKeys().stream())
                .filter(key -> key.orphaned() > 0)
                .toList();
        if (withFindings.isEmpty()) {
            return;
        }
        html.add("<section>").add("<h2>References without their row</h2>");
        html.add(
                "<p>Dangling: MongoDB has no such document either. <code>tidegate references</code> lists them with both ids"
                        + " and applies the file's policy. Broken and wrong ids are errors of the migration.</p>");
        long excluded =
                withFindings.stream().mapToLong(ForeignKeyCheck::excluded).sum();
        if (excluded > 0) {
            html.add("<p>%s lead to documents that <code>where</code> in the migration file leaves out.</p>", excluded);
        }
        html.add("<div class=\"wide\"><table>");
        html.add(
                "<thead><tr><th>column</th><th>refers to</th><th class=\"n\">references</th><th class=\"n\">dangling</th>"
                        + "<th class=\"n\">dead letters</th><th class=\"n\">broken</th><th class=\"n\">wrong ids</th></tr></thead>"
                        + "<tbody>");
        for (ForeignKeyCheck key : withFindings) {
            html.add(
                    "<tr><th scope=\"row\"><code>%s.%s</code></th><td><code>%s</code></td><td class=\"n\">%s</td>"
                            + "<td class=\"n\">%s</td><td class=\"n\">%s</td><td class=\"n\">%s</td><td class=\"n\">%s</td></tr>",
                    key.table(),
                    key.column(),
                    key.referencedTable(),
                    key.references(),
                    key.dangling(),
                    key.deadLetters(),
                    key.broken(),
                    key.foreignIds());
        }
        html.add("</tbody></table></div>").add("</section>");
    }

    private static void typeErrors(ValidationResult result, Html html) {
        List<TypeError> errors = result.tables().stream()
                .flatMap(table -> table.typeErrors().stream())
                .toList();
        if (errors.isEmpty()) {
            return;
        }
        html.add("<section>").add("<h2>Type errors</h2>").add("<div class=\"wide\"><table>");
        html.add(
                "<thead><tr><th>column</th><th>error</th><th class=\"n\">rows</th><th>such as</th></tr></thead><tbody>");
        for (TypeError error : errors) {
            html.add(
                    "<tr><th scope=\"row\"><code>%s.%s</code></th><td>%s</td><td class=\"n\">%s</td><td>%s</td></tr>",
                    error.table(), error.column(), error.error(), error.rows(), String.join(", ", error.examples()));
        }
        html.add("</tbody></table></div>").add("</section>");
    }

    private static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
