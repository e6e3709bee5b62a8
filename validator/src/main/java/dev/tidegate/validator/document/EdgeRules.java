package dev.tidegate.validator.document;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Junction.End;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.reason.Reason;
import dev.tidegate.validator.document.ExpectedRows.ExpectedEdge;
import dev.tidegate.validator.result.WithoutValue;
import dev.tidegate.validator.result.WithoutValue.Kind;
import dev.tidegate.validator.value.IdRule;
import dev.tidegate.validator.value.NoValue;
import dev.tidegate.validator.value.ValueRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** The edges that the array at one end of a junction holds, or the elements of one. */
final class EdgeRules {
    private final String junction;
    private final boolean fromLeft;
    private final FieldPath path;
    private final IdRule other;

    private EdgeRules(Junction junction, boolean fromLeft, Migration migration) {
        End own = fromLeft ? junction.left() : junction.right();
        End far = fromLeft ? junction.right() : junction.left();
        this.junction = junction.table();
        this.fromLeft = fromLeft;
        this.path = FieldPath.of(own.array().orElseThrow());
        this.other = ValueRules.ids(migration.collection(far.collection()));
    }

    static List<EdgeRules> of(CollectionMapping collection, Migration migration) {
        var rules = new ArrayList<EdgeRules>();
        for (Junction junction : migration.junctions()) {
            if (holdsEdges(junction.left(), collection)) {
                rules.add(new EdgeRules(junction, true, migration));
            }
            if (holdsEdges(junction.right(), collection)) {
                rules.add(new EdgeRules(junction, false, migration));
            }
        }
        return rules;
    }

    private static boolean holdsEdges(End end, CollectionMapping collection) {
        return end.array().isPresent() && end.collection().equals(collection.collection());
    }

    FieldPath path() {
        return path;
    }

    ValueSource valueSource(String collection) {
        return new ValueSource(
                new WithoutValue(Kind.JUNCTION, collection, junction, Optional.empty(), path.dotted()),
                document -> members(document).anyMatch(member -> !NoValue.is(member)));
    }

    private Stream<BsonValue> members(BsonDocument document) {
        return members(document, path.names());
    }

    /** Of lists on the way, those of each element. */
    private static Stream<BsonValue> members(BsonValue value, List<String> names) {
        if (names.isEmpty()) {
            return value.isArray() ? value.asArray().stream() : Stream.of(value);
        }
        if (value.isArray() && !FieldPath.isPlace(names.get(0))) {
            return value.asArray().stream().filter(BsonValue::isDocument).flatMap(element -> members(element, names));
        }
        BsonValue next = FieldPath.step(value, names.get(0));
        return next == null ? Stream.empty() : members(next, names.subList(1, names.size()));
    }

    /** With doubles, which are one edge. */
    Stream<ExpectedEdge> expected(Scratch scratch) {
        return members(scratch.document).filter(member -> !NoValue.is(member)).flatMap(member -> edge(member, scratch));
    }

    private Stream<ExpectedEdge> edge(BsonValue member, Scratch scratch) {
        Optional<BsonValue> id = other.asId(member);
        if (id.isEmpty()) {
            scratch.flaw(path.dotted(), member.isString() ? Reason.NOT_EXACT.code() : Reason.WRONG_TYPE.code());
        }
        return id.map(found -> new ExpectedEdge(junction, fromLeft, found)).stream();
    }
}
