package dev.tidegate.transform.document;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.CollectionMapping.IdKind;
import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Reference;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.transform.value.Absence;
import dev.tidegate.transform.value.Conversion;
import dev.tidegate.transform.value.FieldPath;
import dev.tidegate.transform.value.ValueConverter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bson.BsonObjectId;
import org.bson.BsonValue;
import org.bson.types.ObjectId;

/**
 * A reference to one of several collections: the id goes to the candidate that has it; to the first when
 * none has it, or more than one. Or a field beside it says to which.
 */
record SeveralCollections(Table table, ColumnMapping column, List<Target> targets, Optional<FieldPath> by) {
    /** Together with the id, twice what the state remembers of a question beside the document. */
    private static final int QUESTION = 64;

    record Target(CollectionMapping collection, int index, ValueConverter converter, Optional<String> when) {

        /** The id as a key of the candidate's documents; empty when it can be none of theirs. */
        Optional<String> canonicalId(BsonValue value) {
            BsonValue scalar = value.isArray() && value.asArray().size() == 1
                    ? value.asArray().get(0)
                    : value;
            if (scalar.isString() && collection.ids() == IdKind.OBJECT_ID) {
                String text = scalar.asString().getValue();
                return ObjectId.isValid(text)
                        ? Optional.of(DocumentId.of(new BsonObjectId(new ObjectId(text)))
                                .canonical())
                        : Optional.empty();
            }
            return Optional.of(DocumentId.of(scalar).canonical());
        }
    }

    static SeveralCollections of(ColumnMapping mapping, Table table, Migration migration) {
        if (mapping.type().kind() != ColumnKind.UUID) {
            throw new IllegalArgumentException("column " + mapping.column() + " of " + table.name()
                    + ": only a uuid column can refer to one of several collections");
        }
        List<Target> targets = new ArrayList<>();
        for (Reference.Candidate candidate : mapping.reference().orElseThrow().candidates()) {
            targets.add(new Target(
                    migration.collection(candidate.collection()),
                    table.columns().indexOf(table.column(candidate.column())),
                    ValueConverter.of(mapping, migration, candidate.collection()),
                    candidate.when()));
        }
        Optional<FieldPath> by = mapping.reference().get().by().map(FieldPath::of);
        return new SeveralCollections(table, mapping, List.copyOf(targets), by);
    }

    /**
     * The candidate that the value goes to; empty when the field that says so names none. Asks for every one, whatever the others answer: the questions must depend on the
     * document alone.
     */
    Optional<Target> home(BsonValue value, Element element) {
        if (Absence.is(value)) {
            return Optional.of(targets.get(0));
        }
        return by.isPresent() ? named(value, element) : Optional.of(existing(value, element));
    }

    private Optional<Target> named(BsonValue value, Element element) {
        if (targets.get(0).converter().isAsIfAbsent(value)) {
            return Optional.of(targets.get(0));
        }
        BsonValue name = by.get().find(element.document());
        Optional<Target> named = name == null || !name.isString()
                ? Optional.empty()
                : targets.stream()
                        .filter(target ->
                                target.when().equals(Optional.of(name.asString().getValue())))
                        .findFirst();
        named.ifPresent(target -> hear(target, value, element));
        return named;
    }

    private void hear(Target target, BsonValue value, Element element) {
        if (target.converter().convert(value, element.context()) instanceof Conversion.Value converted
                && converted.value() != null) {
            element.findings().listener().candidate(table, column, target.collection(), (UUID) converted.value());
        }
    }

    private Target existing(BsonValue value, Element element) {
        List<Target> homes = new ArrayList<>(1);
        for (Target target : targets) {
            if (!(target.converter().convert(value, element.context()) instanceof Conversion.Value converted)
                    || converted.value() == null) {
                continue;
            }
            element.findings().listener().candidate(table, column, target.collection(), (UUID) converted.value());
            String collection = target.collection().collection();
            if (target.canonicalId(value)
                    .filter(id -> element.findings().spend(QUESTION + 2 * ValueSize.of(id), element.prefix()))
                    .map(id -> element.existingIds().exists(collection, id))
                    .orElse(false)) {
                homes.add(target);
            }
        }
        return homes.size() == 1 ? homes.get(0) : targets.get(0);
    }
}
