package dev.tidegate.cli.references;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.tidegate.cutover.resolve.Applied;
import dev.tidegate.cutover.resolve.Resolver.Undone;
import dev.tidegate.cutover.resolve.SurveyResult;
import dev.tidegate.cutover.resolve.SurveyResult.ClashFinding;
import dev.tidegate.cutover.resolve.SurveyResult.ReferenceFinding;
import dev.tidegate.cutover.resolve.SurveyResult.StandingResolution;
import dev.tidegate.cutover.unique.UniqueClash;
import dev.tidegate.cutover.unique.UniqueClash.ClashingRow;
import dev.tidegate.operate.report.SourceConditionJson;
import dev.tidegate.validator.integrity.Orphan;
import dev.tidegate.validator.integrity.ResolvedRow;
import dev.tidegate.validator.pipeline.SourceCondition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A survey for scripts: every foreign key and unique index, found or not; enums in lower case. */
public final class ReferencesJson {
    private static final ObjectWriter WRITER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .build()
            .writerWithDefaultPrettyPrinter();

    private ReferencesJson() {}

    public static String of(String migration, SourceCondition source, SurveyResult survey, Optional<Applied> applied) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("migration", migration);
        json.put("source", SourceConditionJson.of(source));
        json.put("blocking", survey.blocking());
        json.put("resolvable", survey.resolvable());
        json.put("applied", applied);
        json.put("references", each(survey.references(), ReferencesJson::reference));
        json.put("uniqueIndexes", each(survey.clashes(), ReferencesJson::clash));
        json.put("resolutions", each(survey.resolutions(), ReferencesJson::resolution));
        return write(json);
    }

    public static String ofUndone(String migration, List<Undone> undone) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("migration", migration);
        json.put("resolutions", undone);
        return write(json);
    }

    private static Map<String, Object> reference(ReferenceFinding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("table", finding.result().table());
        json.put("column", finding.result().column());
        json.put("constraint", finding.result().constraint());
        json.put("referencedTable", finding.result().referencedTable());
        json.put("references", finding.result().references());
        json.put("valid", finding.result().valid());
        json.put("orphans", finding.result().orphans());
        json.put("policy", finding.policy());
        json.put("remedy", finding.remedy().kind());
        json.put("remedyText", finding.remedy().text());
        json.put("toDeadLettersKept", finding.toCome());
        json.put("blocking", finding.blocking());
        json.put("resolvable", finding.resolvable());
        json.put("examples", each(finding.result().examples(), ReferencesJson::orphan));
        return json;
    }

    private static Map<String, Object> orphan(Orphan orphan) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", orphan.kind());
        json.put("key", orphan.key());
        json.put("referringDocument", orphan.referringDocument());
        json.put("referringId", orphan.referrer());
        json.put("missingDocument", orphan.missingDocument());
        json.put("missingId", orphan.target());
        return json;
    }

    private static Map<String, Object> clash(ClashFinding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("table", finding.table());
        json.put("index", finding.index());
        json.put("values", finding.values());
        json.put("rows", finding.rows());
        json.put("policy", finding.policy());
        json.put("obstacle", finding.obstacle());
        json.put("blocking", finding.blocking());
        json.put("resolvable", finding.resolvable());
        json.put("examples", each(finding.examples(), ReferencesJson::clash));
        return json;
    }

    private static Map<String, Object> clash(UniqueClash clash) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rows", clash.rows());
        json.put("documents", each(clash.clashing(), ReferencesJson::row));
        return json;
    }

    private static Map<String, Object> row(ClashingRow row) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("document", row.document());
        json.put("key", row.key());
        return json;
    }

    private static Map<String, Object> resolution(StandingResolution resolution) {
        ResolvedRow row = resolution.row();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("resolution", row.number());
        json.put("at", row.at().toString());
        json.put("policy", row.policy());
        json.put("kind", row.kind());
        json.put("table", row.table());
        json.put("key", row.key());
        json.put("column", row.column());
        json.put("target", row.target());
        json.put("targetId", row.targetId());
        json.put("targetHasArrived", resolution.targetHasArrived());
        return json;
    }

    private static <T> List<Map<String, Object>> each(
            List<T> things, java.util.function.Function<T, Map<String, Object>> json) {
        return things.stream().map(json).toList();
    }

    private static String write(Map<String, Object> json) {
        try {
            return WRITER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a survey is always JSON", e);
        }
    }
}
