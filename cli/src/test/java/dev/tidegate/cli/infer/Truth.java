package dev.tidegate.cli.infer;

import dev.tidegate.mapping.declaration.ChildTable;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Reference;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A migration's references and junctions in a form that can be compared, whatever tables and columns are called. */
public final class Truth {
    private Truth() {}

    /** Of columns of one id: {@code films.genre → genres}, {@code films.credits[].person → people}. */
    public static Set<String> references(Migration migration) {
        Set<String> references = new TreeSet<>();
        for (CollectionMapping collection : migration.collections()) {
            collection.columns().forEach(column -> add(collection.collection() + ".", column, references));
            for (ChildTable child : collection.children()) {
                String element = collection.collection() + "." + child.field() + "[].";
                child.columns().forEach(column -> add(element, column, references));
            }
        }
        return references;
    }

    private static void add(String before, ColumnMapping column, Set<String> references) {
        if (!column.type().isList() && !column.fields().isEmpty()) {
            column.reference().stream()
                    .flatMap(reference -> reference.candidates().stream())
                    .map(Reference.Candidate::collection)
                    .forEach(target -> references.add(before + column.fields().get(0) + " → " + target));
        }
    }

    /** By the arrays that hold the edges, whatever end is left. */
    public static Set<Set<String>> junctions(Migration migration) {
        return migration.junctions().stream().map(Truth::ends).collect(Collectors.toSet());
    }

    private static Set<String> ends(Junction junction) {
        return Stream.of(junction.left(), junction.right())
                .map(end ->
                        end.collection() + end.array().map(array -> "." + array).orElse(""))
                .collect(Collectors.toSet());
    }
}
