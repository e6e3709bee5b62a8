package dev.tidegate.cli.repair;

import dev.tidegate.events.reread.RereadRequest;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.operate.repair.Deleted;
import dev.tidegate.operate.repair.RepairFindings;
import dev.tidegate.operate.repair.RepairOutcome;
import dev.tidegate.operate.repair.RepairPlan;
import dev.tidegate.operate.repair.RowVersion;
import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.DifferenceKind;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A repair, reported to people: names and ids, never values. */
public record RepairReport(PrintWriter out) {
    private static final int IDS_SHOWN = 3;

    public void found(RepairFindings found) {
        byTable(found.differences()).forEach((table, differences) -> {
            out.printf("%s: %s%n", table, kinds(differences));
            ids("  ", differences.stream().map(Difference::id).collect(Collectors.toCollection(LinkedHashSet::new)));
        });
        if (found.notListed() > 0) {
            out.printf("… and %,d more differences, for the next repair%n", found.notListed());
        }
        others(found);
    }

    public void others(RepairFindings found) {
        if (!found.others().isEmpty()) {
            out.printf(
                    "not for a repair, they follow from others or are no matter of rows: %s; 'tidegate validate' has"
                            + " them in full%n",
                    kinds(found.others()));
        }
    }

    public void plan(RepairPlan plan) {
        Map<String, Set<String>> documents = new TreeMap<>();
        for (RereadRequest request : plan.requests()) {
            documents
                    .computeIfAbsent(request.collection(), name -> new LinkedHashSet<>())
                    .add(DocumentId.of(request.id()).display());
        }
        documents.forEach((collection, ids) -> {
            out.printf("sent through the pipeline again: %,d documents of %s%n", ids.size(), collection);
            ids("  ", ids);
        });
        Map<String, List<RowVersion>> rows = plan.rows().values().stream()
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(row -> row.table().name(), TreeMap::new, Collectors.toList()));
        rows.forEach((table, versions) -> {
            out.printf("deleted, they resolve to no document: %,d rows of %s%n", versions.size(), table);
            ids("  ", versions.stream().map(RowVersion::id).collect(Collectors.toCollection(LinkedHashSet::new)));
        });
        out.flush();
    }

    public void outcome(RepairOutcome outcome) {
        Deleted deleted = outcome.deleted();
        List<Difference> differing = outcome.differing();
        out.printf("%,d documents were re-read, %,d rows deleted%n", outcome.reread(), deleted.rows());
        if (!deleted.left().isEmpty()) {
            out.printf(
                    "%,d rows were left, somebody has written them since they were found; the next repair checks them:%n",
                    deleted.left().size());
            ids("  ", deleted.left().stream().map(RowVersion::id).collect(Collectors.toCollection(LinkedHashSet::new)));
        }
        if (differing.isEmpty()) {
            out.println("what differed agrees now");
        }
        byTable(differing).forEach((table, differences) -> {
            out.printf("still differs: %s: %s%n", table, kinds(differences));
            differences.stream()
                    .limit(IDS_SHOWN)
                    .forEach(each -> out.printf(
                            "  %s%s: %s%n",
                            each.id(), each.column().map(column -> " " + column).orElse(""), each.detail()));
        });
        out.flush();
    }

    private static Map<String, List<Difference>> byTable(List<Difference> differences) {
        return differences.stream()
                .collect(Collectors.groupingBy(Difference::table, TreeMap::new, Collectors.toList()));
    }

    private static String kinds(List<Difference> differences) {
        Map<DifferenceKind, Long> counts = differences.stream()
                .collect(Collectors.groupingBy(Difference::kind, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(kind -> String.format(Locale.ROOT, "%,d × ", kind.getValue())
                        + kind.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
    }

    private void ids(String indent, Set<String> ids) {
        List<String> shown = new ArrayList<>(ids).subList(0, Math.min(IDS_SHOWN, ids.size()));
        out.printf("%s%s%s%n", indent, String.join(", ", shown), ids.size() > IDS_SHOWN ? ", …" : "");
    }
}
