package dev.tidegate.operate.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.validator.difference.DifferenceKind;
import dev.tidegate.validator.difference.Layer;
import dev.tidegate.validator.result.Coverage;
import dev.tidegate.validator.result.LayerStatus;
import dev.tidegate.validator.result.Records;
import dev.tidegate.validator.result.Settling;
import dev.tidegate.validator.result.SwitchAdvice;
import dev.tidegate.validator.result.TableResult;
import dev.tidegate.validator.result.ValidationResult;
import dev.tidegate.validator.result.WithoutValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * A validation for scripts: the specification's report, and what a full validation beside live changes adds to it. Its
 * schema is {@code docs/validation-report.schema.json}. Holds ids, names and kinds of values, never values.
 */
public final class ReportJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ValidationResult result;
    private final LayerStatus layers;

    private ReportJson(ValidationResult result) {
        this.result = result;
        this.layers = new LayerStatus(result);
    }

    public static String of(ValidationResult result) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(new ReportJson(result).report()) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report is always JSON", e);
        }
    }

    private ObjectNode report() {
        ObjectNode report = object();
        report.put("timestamp", result.startedAt().plus(result.took()).toString());
        report.put("overallStatus", status(result.passes()));
        report.put("migration", result.migration());
        SwitchAdvice advice = SwitchAdvice.of(result);
        report.put("safeToSwitch", Names.camel(advice.answer()));
        report.put("verdict", advice.line());
        report.set("source", SourceConditionJson.of(result.source()));
        report.set("coverage", coverage());
        report.set("summary", summary());
        report.set("rowCountValidation", rowCounts());
        report.set("sampleRecordValidation", records());
        report.set("referentialIntegrityValidation", references());
        report.set("dataTypeValidation", types());
        report.set("settling", settling(result.settling()));
        report.set("differences", differences());
        report.set("deadLetters", MAPPER.valueToTree(result.deadLetters()));
        report.set("tidegateTables", MAPPER.valueToTree(result.ownRows()));
        report.set("unmapped", unmapped());
        report.set(
                "withoutValue",
                array(result.withoutValue().stream()
                        .map(ReportJson::withoutValue)
                        .toList()));
        report.set(
                "detailedResults",
                array(result.tables().stream().map(this::table).toList()));
        return report;
    }

    private ObjectNode coverage() {
        ObjectNode node = object();
        if (result.coverage() instanceof Coverage.Sample sample) {
            node.put("mode", "sample").put("sampleSize", sample.size()).put("seed", sample.seed());
        } else {
            node.put("mode", "full");
        }
        node.put("startedAt", result.startedAt().toString());
        node.put("seconds", result.took().toMillis() / 1000.0);
        return node.put("documentsPerSecond", result.documentsPerSecond());
    }

    private ObjectNode summary() {
        long passed = result.tables().stream().filter(layers::passes).count();
        long matched = total(table -> table.records().matched());
        long mismatched = total(table -> table.records().mismatched());
        return object().put("totalTables", result.tables().size())
                .put("tablesValidated", result.tables().size())
                .put("tablesPassed", passed)
                .put("tablesFailed", result.tables().size() - passed)
                .put("totalRecords", total(table -> table.rows().source()))
                .put("recordsValidated", total(table -> table.records().compared()))
                .put("recordsMatched", matched)
                .put("recordsMismatched", mismatched)
                .put("matchPercentage", MatchPercentage.of(matched, mismatched));
    }

    private ObjectNode rowCounts() {
        List<ObjectNode> discrepancies = new ArrayList<>();
        for (TableResult table : result.tables()) {
            if (!layers.passes(table, Layer.ROW_COUNT)) {
                discrepancies.add(object().put("table", table.table())
                        .put("mongodb", table.rows().source())
                        .put("postgresql", table.rows().target())
                        .put("unexplained", RowBalance.unexplained(table.rows())));
            }
        }
        ObjectNode node = object().put("status", status(layers.passes(Layer.ROW_COUNT)));
        node.set("discrepancies", array(discrepancies));
        return node;
    }

    private ObjectNode records() {
        List<ObjectNode> mismatches = result.differences().stream()
                .filter(difference -> difference.kind().layer() == Layer.RECORD)
                .map(DifferenceJson::of)
                .toList();
        ObjectNode node = object().put("status", status(layers.passes(Layer.RECORD)));
        node.set("fieldMismatches", array(mismatches));
        return node;
    }

    private ObjectNode references() {
        List<ObjectNode> orphaned = new ArrayList<>();
        List<ObjectNode> broken = new ArrayList<>();
        for (TableResult table : result.tables()) {
            table.foreignKeys().stream()
                    .filter(key -> key.dangling() + key.deadLetters() + key.excluded() > 0)
                    .map(ForeignKeyJson::orphaned)
                    .forEach(orphaned::add);
            table.foreignKeys().stream()
                    .filter(key -> !LayerStatus.holds(key))
                    .map(ForeignKeyJson::broken)
                    .forEach(broken::add);
        }
        ObjectNode node = object().put("status", status(layers.passes(Layer.REFERENCE)));
        node.set("orphanedRecords", array(orphaned));
        node.set("brokenForeignKeys", array(broken));
        return node;
    }

    private ObjectNode types() {
        List<ObjectNode> errors = new ArrayList<>();
        for (TableResult table : result.tables()) {
            table.typeErrors().forEach(error -> {
                ObjectNode node = object().put("table", error.table())
                        .put("column", error.column())
                        .put("error", error.error())
                        .put("rows", error.rows());
                node.set("examples", MAPPER.valueToTree(error.examples()));
                errors.add(node);
            });
        }
        ObjectNode node = object().put("status", status(layers.passes(Layer.TYPE)));
        node.set("typeErrors", array(errors));
        return node;
    }

    private static ObjectNode settling(Settling settling) {
        return object().put("suspects", settling.suspects())
                .put("agreed", settling.agreed())
                .put("generations", settling.generations())
                .put("undecided", settling.undecided());
    }

    private ObjectNode differences() {
        ObjectNode node = object().put("total", result.totalDifferences())
                .put("listed", result.differences().size());
        Map<DifferenceKind, Long> byKind = new TreeMap<>(result.differencesByKind());
        ObjectNode kinds = node.putObject("byKind");
        byKind.forEach((kind, count) -> kinds.put(Names.camel(kind), count));
        node.set(
                "list",
                array(result.differences().stream().map(DifferenceJson::of).toList()));
        return node;
    }

    private ObjectNode unmapped() {
        return object().put("documents", result.unmapped().documents())
                .put("fields", result.unmapped().fields())
                .put("values", result.unmapped().values());
    }

    private static ObjectNode withoutValue(WithoutValue declaration) {
        return object().put("kind", Names.camel(declaration.kind()))
                .put("collection", declaration.collection())
                .put("table", declaration.table())
                .put("column", declaration.column().orElse(null))
                .put("field", declaration.field())
                .put("message", declaration.message());
    }

    private ObjectNode table(TableResult table) {
        ObjectNode node = object().put("table", table.table())
                .put("kind", Names.camel(table.kind()))
                .put("collection", table.collection().orElse(null))
                .put("status", status(layers.passes(table)));
        node.set("rowCount", rowCount(table));
        node.set("sampleValidation", sample(table.records()));
        node.set("foreignKeyValidation", ForeignKeyJson.summary(table.foreignKeys()));
        return node.put("typeErrors", table.typeErrors().size());
    }

    private static ObjectNode rowCount(TableResult table) {
        ObjectNode node = object().put("mongodb", table.rows().source())
                .put("postgresql", table.rows().target())
                .put("match", table.rows().matches());
        ObjectNode accounted = node.putObject("accounted");
        new TreeMap<>(table.rows().accounted()).forEach((account, count) -> accounted.put(Names.camel(account), count));
        return node;
    }

    private static ObjectNode sample(Records records) {
        return object().put("sampleSize", records.compared())
                .put("matched", records.matched())
                .put("mismatched", records.mismatched())
                .put("matchPercentage", MatchPercentage.of(records.matched(), records.mismatched()));
    }

    private long total(ToLongFunction<TableResult> count) {
        return result.tables().stream().mapToLong(count).sum();
    }

    private static String status(boolean passes) {
        return passes ? "PASS" : "FAIL";
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ArrayNode array(Collection<ObjectNode> nodes) {
        return MAPPER.createArrayNode().addAll(nodes);
    }
}
