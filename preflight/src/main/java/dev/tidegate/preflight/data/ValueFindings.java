package dev.tidegate.preflight.data;

import dev.tidegate.preflight.finding.Finding;
import dev.tidegate.preflight.finding.Severity;
import dev.tidegate.preflight.finding.Tally;
import dev.tidegate.transform.value.Conversion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Counts the conversions of one column, or of one end's edges, that do not carry a value as it is. */
final class ValueFindings {
    private final String target;
    private final BiFunction<String, Conversion.Failure, String> remedy;
    private final Map<Noted, Tally> noted = new LinkedHashMap<>();
    private final Map<Failed, Tally> failed = new LinkedHashMap<>();

    private record Noted(String where, String type, Fate fate) {}

    private record Failed(String where, String code, Conversion.Failure failure) {}

    /**
     * @param target what the values are for
     * @param remedy what to do about a failure, by the finding's code
     */
    ValueFindings(String target, BiFunction<String, Conversion.Failure, String> remedy) {
        this.target = target;
        this.remedy = remedy;
    }

    /** @param type of the value, as a histogram counts it */
    void add(String where, String type, Fate fate, Subject subject) {
        tally(noted, new Noted(where, fate.isOfOneType() ? type : "", fate), subject);
    }

    void add(String where, String code, Conversion.Failure failure, Subject subject) {
        tally(failed, new Failed(where, code, failure), subject);
    }

    private static <K> void tally(Map<K, Tally> tallies, K key, Subject subject) {
        tallies.computeIfAbsent(key, first -> new Tally()).add(subject::display);
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        noted.forEach((key, tally) -> findings.add(tally.finding(
                key.fate().severity(),
                key.fate().code(),
                key.where(),
                key.fate().message(key.type() + " for " + target),
                key.fate().remedy())));
        failed.forEach((key, tally) -> findings.add(tally.finding(
                Severity.WARNING,
                key.code(),
                key.where(),
                key.failure().problem(),
                remedy.apply(key.code(), key.failure()))));
        return findings;
    }
}
