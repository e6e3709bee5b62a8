package dev.tidegate.preflight.data;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.SourcePath;
import dev.tidegate.preflight.finding.Finding;
import dev.tidegate.preflight.finding.Severity;
import dev.tidegate.preflight.finding.Tally;
import dev.tidegate.transform.value.UnmappedFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** Fields that no declaration takes, nested ones and those that another field goes before included. Memory is bounded where names are data. */
final class UnknownFieldsProbe {
    private static final int MOST_NAMES = 1_000;
    private static final String OTHERS = "(more names than " + MOST_NAMES + ")";

    private final String collection;
    private final CollectionMapping.UnmappedFields policy;
    private final UnmappedFields unmapped;
    private final Map<String, Unknown> found = new HashMap<>();

    private record Unknown(Tally documents, Tally nul, Set<String> types) {
        Unknown() {
            this(new Tally(), new Tally(), new TreeSet<>());
        }
    }

    UnknownFieldsProbe(CollectionMapping collection, Migration migration) {
        this.collection = collection.collection();
        this.policy = collection.unmappedFields();
        this.unmapped = UnmappedFields.of(collection, migration);
    }

    void read(BsonDocument document, Subject subject) {
        Set<String> inThisDocument = new HashSet<>();
        unmapped.unreadParts(document, (path, value) -> add(path, value, subject, inThisDocument));
    }

    private void add(String path, BsonValue value, Subject subject, Set<String> inThisDocument) {
        String name = found.containsKey(path) || found.size() < MOST_NAMES ? path : OTHERS;
        Unknown unknown = found.computeIfAbsent(name, first -> new Unknown());
        unknown.types().add(TypeNames.of(value));
        if (!inThisDocument.add(name)) {
            return;
        }
        unknown.documents().add(subject::display);
        if (policy == CollectionMapping.UnmappedFields.KEEP && NulText.in(value)) {
            unknown.nul().add(subject::display);
        }
    }

    /** What is ignored is a top-level field as a whole; what of it is mapped is carried none the less. */
    private static String ignore(String path) {
        String topLevel = SourcePath.firstName(path);
        if (path.equals(OTHERS) || topLevel.isEmpty()) {
            return "";
        }
        String field = topLevel.endsWith("[]") ? topLevel.substring(0, topLevel.length() - 2) : topLevel;
        String quoted = "'" + field.replace("'", "''") + "'";
        String name = field.contains(".") ? "{path: [" + quoted + "]}" : quoted;
        return "declare ignore: [" + name + "] under the collection, ";
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        found.forEach((path, unknown) -> {
            String where = collection + "." + path;
            findings.add(unknown.documents()
                    .finding(
                            Severity.WARNING,
                            "unmapped-field",
                            where,
                            "no declaration takes it (" + String.join(", ", unknown.types()) + "): " + fate(),
                            "map it to a column, " + ignore(path) + "or leave it"));
            if (!unknown.nul().isEmpty()) {
                findings.add(unknown.nul()
                        .finding(Fate.NUL.severity(), Fate.NUL.code(), where, Fate.NUL.message(""), Fate.NUL.remedy()));
            }
        });
        return findings;
    }

    private String fate() {
        return switch (policy) {
            case KEEP -> "kept in tidegate.unmapped";
            case IGNORE -> "dropped, as the migration file declares unmapped_fields: ignore";
            case FAIL -> "the document is a dead letter, as the migration file declares unmapped_fields: fail";
        };
    }
}
