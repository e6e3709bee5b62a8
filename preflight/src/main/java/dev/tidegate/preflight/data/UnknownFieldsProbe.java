package dev.tidegate.preflight.data;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.CollectionMapping.UnmappedFields;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.preflight.finding.Finding;
import dev.tidegate.preflight.finding.Severity;
import dev.tidegate.preflight.finding.Tally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** Fields that no declaration takes, nested ones and those passed over for others included. Memory is bounded where names are data. */
final class UnknownFieldsProbe implements ElementProbe {
    private static final int MOST_NAMES = 1_000;
    private static final String OTHERS = "(more names than " + MOST_NAMES + ")";

    private final String collection;
    private final UnmappedFields policy;
    private final KnownFields known;
    private final Map<String, Unknown> found = new HashMap<>();

    private record Unknown(Tally documents, Tally nul, Set<String> kinds) {
        Unknown() {
            this(new Tally(), new Tally(), new TreeSet<>());
        }
    }

    UnknownFieldsProbe(CollectionMapping collection, Migration migration) {
        this.collection = collection.collection();
        this.policy = collection.unmappedFields();
        this.known = KnownFields.of(collection, migration);
    }

    @Override
    public void look(BsonDocument document, Subject subject) {
        Set<String> inThisDocument = new HashSet<>();
        known.unknown(document, "", (path, value) -> add(path, value, subject, inThisDocument));
    }

    private void add(String path, BsonValue value, Subject subject, Set<String> inThisDocument) {
        String name = found.containsKey(path) || found.size() < MOST_NAMES ? path : OTHERS;
        Unknown unknown = found.computeIfAbsent(name, first -> new Unknown());
        unknown.kinds().add(KindNames.of(value));
        if (!inThisDocument.add(name)) {
            return;
        }
        unknown.documents().add(subject::display);
        if (policy == UnmappedFields.KEEP && NulText.in(value)) {
            unknown.nul().add(subject::display);
        }
    }

    /** What is ignored is a top-level field as a whole; what of it is mapped is carried none the less. */
    private static String ignore(String path) {
        if (path.equals(OTHERS)) {
            return "";
        }
        String topLevel = path.split("[.\\[]", 2)[0];
        return "declare ignore: ['" + topLevel.replace("'", "''") + "'] under the collection, ";
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        found.forEach((path, unknown) -> {
            String where = collection + "." + path;
            findings.add(unknown.documents()
                    .finding(
                            Severity.WARNING,
                            "unmapped-field",
                            where,
                            "no declaration takes it (" + String.join(", ", unknown.kinds()) + "): " + fate(),
                            "map it to a column, " + ignore(path) + "or leave it"));
            if (!unknown.nul().isEmpty()) {
                findings.add(NulText.finding(unknown.nul(), where, true));
            }
        });
        return findings;
    }

    private String fate() {
        return switch (policy) {
            case KEEP -> "kept in tidegate.unmapped";
            case IGNORE -> "dropped, as the file says unmapped_fields: ignore";
            case FAIL -> "the document is a dead letter, as the file says unmapped_fields: fail";
        };
    }
}
