package dev.tidegate.validator;

import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.DifferenceKind;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.result.TypeError;
import dev.tidegate.validator.types.TypeFinding;
import dev.tidegate.validator.types.TypeValidation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;

/** The fourth layer: columns and values that are not of the file's types. */
final class TypeLayer {
    private final TypeValidation types;

    TypeLayer(TypeValidation types) {
        this.types = types;
    }

    record TypeLayerFinding(TypeError error, Difference difference) {}

    List<TypeLayerFinding> check(Executor workers) {
        return types.all(workers).stream().map(TypeLayer::found).toList();
    }

    private static TypeLayerFinding found(TypeFinding finding) {
        List<String> examples =
                finding.examples().stream().map(key -> String.join(" ", key)).toList();
        String kind = finding.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        var error = new TypeError(
                finding.table(), finding.column(), kind + ": " + finding.detail(), finding.count(), examples);
        String id = examples.isEmpty() ? "all" : examples.get(0);
        var difference = new Difference(
                new Subject.Row(finding.table(), id),
                finding.table(),
                id,
                Optional.of(finding.column()),
                Optional.empty(),
                DifferenceKind.TYPE,
                "the file's type",
                kind,
                finding.detail() + (finding.count() > 1 ? ", in " + finding.count() + " rows" : ""));
        return new TypeLayerFinding(error, difference);
    }
}
