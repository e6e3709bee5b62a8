package dev.tidegate.preflight.data;

import dev.tidegate.preflight.finding.Finding;
import dev.tidegate.preflight.finding.Tally;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** How many values of each kind a field has. */
final class Histogram {
    private final String where;
    private final String column;
    private final Function<Fit, String> remedy;
    private final Map<Sight, Tally> sights = new LinkedHashMap<>();

    /**
     * @param where the field, such as {@code crm_Accounts.name}
     * @param column what it is for, such as {@code column "name" of type text}
     * @param remedy what to do about values that are not exact
     */
    Histogram(String where, String column, Function<Fit, String> remedy) {
        this.where = where;
        this.column = column;
        this.remedy = remedy;
    }

    void add(Sight sight, Subject subject) {
        sights.computeIfAbsent(sight, first -> new Tally()).add(subject::display);
    }

    FieldProfile profile() {
        Map<String, Long> kinds = new TreeMap<>();
        sights.forEach((sight, tally) -> kinds.merge(sight.kind(), tally.count(), Long::sum));
        return new FieldProfile(where, column, kinds);
    }

    List<Finding> findings() {
        return sights.entrySet().stream()
                .filter(entry -> entry.getKey().fit().isFinding())
                .map(entry -> finding(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Finding finding(Sight sight, Tally tally) {
        Fit fit = sight.fit();
        return tally.finding(
                fit.severity(),
                fit.code(),
                where,
                sight.kind() + " for " + column + ": " + fit.meaning(),
                remedy.apply(fit));
    }
}
