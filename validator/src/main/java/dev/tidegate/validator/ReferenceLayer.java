package dev.tidegate.validator;

import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.DifferenceKind;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.difference.ValueKinds;
import dev.tidegate.validator.integrity.ForeignKeyResult;
import dev.tidegate.validator.integrity.Orphan;
import dev.tidegate.validator.integrity.OrphanKind;
import dev.tidegate.validator.integrity.ReferenceColumn;
import dev.tidegate.validator.integrity.ReferentialIntegrity;
import dev.tidegate.validator.pipeline.AwaitedFences;
import dev.tidegate.validator.result.ForeignKeyCheck;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** The third layer: every foreign key of the file, with what is only on its way left out. For one thread. */
final class ReferenceLayer {
    private static final int KEPT = 10_000;

    private final ReferentialIntegrity integrity;
    private final AwaitedFences fences;

    ReferenceLayer(ReferentialIntegrity integrity, AwaitedFences fences) {
        this.integrity = integrity;
        this.fences = fences;
    }

    /** @param differences of references that are broken or no ids, the first {@value #KEPT} of a column */
    record ForeignKeyFindings(ForeignKeyCheck check, List<Difference> differences) {}

    List<ForeignKeyFindings> check(Connection target) {
        return integrity.columns().stream().map(column -> check(target, column)).toList();
    }

    private ForeignKeyFindings check(Connection target, ReferenceColumn column) {
        var suspects = new ArrayList<Orphan>();
        ForeignKeyResult first = integrity.check(target, column, orphan -> {
            if (orphan.kind().isDifference() && suspects.size() < KEPT) {
                suspects.add(orphan);
            }
        });
        List<Orphan> settled = integrity.settle(suspects, fences);
        suspects.removeAll(new HashSet<>(settled));
        ForeignKeyResult result = first.without(new HashSet<>(suspects));
        var check = new ForeignKeyCheck(
                column.table().name(),
                column.constraint().orElse(column.column()),
                column.column(),
                column.referencedTable(),
                column.constraint().isPresent(),
                result.references(),
                result.count(OrphanKind.DANGLING_IN_SOURCE),
                result.count(OrphanKind.DEAD_LETTER) + result.count(OrphanKind.DUPLICATE),
                result.count(OrphanKind.EXCLUDED),
                result.count(OrphanKind.BROKEN),
                result.count(OrphanKind.FOREIGN_ID));
        return new ForeignKeyFindings(
                check,
                settled.stream().map(orphan -> difference(column, orphan)).toList());
    }

    private static Difference difference(ReferenceColumn column, Orphan orphan) {
        boolean isBroken = orphan.kind() == OrphanKind.BROKEN;
        String missing =
                orphan.missingDocument().orElseGet(() -> orphan.target().toString());
        Subject subject = subject(column, orphan);
        return new Difference(
                subject,
                orphan.table(),
                subject.display(),
                Optional.of(orphan.column()),
                column.referrer().fields().stream().findFirst(),
                isBroken ? DifferenceKind.BROKEN_REFERENCE : DifferenceKind.FOREIGN_ID,
                isBroken ? "a reference to " + missing : "no such id",
                isBroken ? ValueKinds.NO_ROW + " in " + orphan.referencedTable() : "uuid",
                isBroken
                        ? "refers to a document that should have a row in " + orphan.referencedTable()
                        : "is no id of " + column.referenced().collection());
    }

    private static Subject subject(ReferenceColumn column, Orphan orphan) {
        String collection = column.referrer().collection().collection();
        return orphan.referringDocument()
                .flatMap(DocumentId::parse)
                .<Subject>map(id -> new Subject.Document(collection, DocumentId.of(id)))
                .orElseGet(() -> new Subject.Row(orphan.table(), String.join(" ", orphan.key())));
    }
}
