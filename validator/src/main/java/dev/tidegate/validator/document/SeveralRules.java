package dev.tidegate.validator.document;

import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Reference.Candidate;
import dev.tidegate.mapping.reason.Reason;
import dev.tidegate.validator.document.ColumnRules.FieldValue;
import dev.tidegate.validator.value.IdRule;
import dev.tidegate.validator.value.ValueRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** A reference to one of several collections: the collection in which the id exists decides on the column. */
final class SeveralRules {
    private record Target(Candidate candidate, IdRule rule) {}

    private final ColumnRules column;
    private final List<Target> targets;
    private final Optional<FieldPath> by;

    SeveralRules(ColumnRules column, Migration migration) {
        this.column = column;
        this.targets = column.mapping().reference().orElseThrow().candidates().stream()
                .map(candidate -> new Target(candidate, ValueRules.ids(migration.collection(candidate.collection()))))
                .toList();
        this.by = column.mapping().reference().get().by().map(FieldPath::of);
    }

    boolean asksForExistingIds() {
        return by.isEmpty();
    }

    ColumnRules column() {
        return column;
    }

    boolean mayFill(String name) {
        return targets.stream().anyMatch(target -> target.candidate().column().equals(name));
    }

    /** Gives every collection and id whose existence decides. */
    void questions(BsonDocument within, BiConsumer<String, BsonValue> question) {
        column.find(within)
                .map(FieldValue::value)
                .ifPresent(value -> targets.forEach(target -> target.rule()
                        .asId(value)
                        .ifPresent(id -> question.accept(target.candidate().collection(), id))));
    }

    /** Adds the id to the claims on the column that it belongs to. */
    void claim(BsonDocument within, String topLevel, Scratch scratch, Map<String, List<IdClaim>> claims) {
        Optional<FieldValue> found = column.find(within);
        if (found.isEmpty()) {
            if (column.refusesEmptyArray(within)) {
                scratch.flaw(column.field(), Reason.WRONG_TYPE.code());
            }
            return;
        }
        BsonValue value = found.get().value();
        String field = found.get().path().dotted();
        Optional<Target> named = by.isPresent() ? named(within) : Optional.of(home(found.get(), scratch.existingIds));
        if (named.isEmpty()) {
            String owner = topLevel == null ? found.get().path().topLevel() : topLevel;
            column.policy().unfit(Reason.INVALID_ENUM.code(), field, owner, scratch);
            return;
        }
        Target home = named.get();
        Optional<BsonValue> id = home.rule().asId(value);
        if (id.isEmpty()) {
            String reason = value.isString() ? Reason.NOT_EXACT.code() : Reason.WRONG_TYPE.code();
            String owner = topLevel == null ? found.get().path().topLevel() : topLevel;
            column.policy().unfit(reason, field, owner, scratch);
        } else if (isRefused(home, found.get())) {
            scratch.flaw(field, Reason.WRONG_TYPE.code());
        } else {
            claims.computeIfAbsent(home.candidate().column(), name -> new ArrayList<>())
                    .add(new IdClaim(home.rule().expected(id.get()), field));
        }
    }

    /** The one that the field beside the reference names. */
    private Optional<Target> named(BsonDocument within) {
        BsonValue name = by.get().in(within);
        return targets.stream()
                .filter(target -> name != null
                        && name.isString()
                        && target.candidate()
                                .when()
                                .filter(name.asString().getValue()::equals)
                                .isPresent())
                .findFirst();
    }

    /** It would have to be converted first, and may not be. */
    private boolean isRefused(Target target, FieldValue found) {
        return column.policy().refusesConversions()
                && (found.isElement() || !target.rule().isCarriedAsItIs(found.value()));
    }

    private Target home(FieldValue found, ExistingIds existingIds) {
        List<Target> homes = targets.stream()
                .filter(target -> !isRefused(target, found))
                .filter(target -> target.rule()
                        .asId(found.value())
                        .filter(id -> existingIds.exists(target.candidate().collection(), id))
                        .isPresent())
                .toList();
        return homes.size() == 1 ? homes.get(0) : targets.get(0);
    }
}
