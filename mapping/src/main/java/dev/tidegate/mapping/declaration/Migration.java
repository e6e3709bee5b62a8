package dev.tidegate.mapping.declaration;

import dev.tidegate.mapping.declaration.CollectionMapping.OnDrop;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A migration file, read and checked: everything that stages, plan and validator need to know of it.
 *
 * @param name prefix of topics, consumer groups and application ids; {@code [a-z][a-z0-9-]*}
 * @param tables the application's tables in the target schema: entities, junctions, children, in the order of the file
 * @param addresses as written in the file, all optional; the environment goes before the file
 * @param hash lower-case hex SHA-256 of the file's canonical content (comments and layout do not count)
 */
public record Migration(
        String name,
        Source source,
        Target target,
        Addresses addresses,
        List<Extension> extensions,
        List<EnumType> enums,
        List<CollectionMapping> collections,
        List<Junction> junctions,
        List<Table> tables,
        KafkaSettings kafka,
        SealPolicies seal,
        String hash) {

    public record Source(String database) {}

    public record Target(String schema, ExistingRows existingRows) {}

    /** What a start does about rows that are in the target's tables already. */
    public enum ExistingRows {
        REFUSE,
        KEEP,
        TRUNCATE
    }

    public record Addresses(
            Optional<String> mongodbUri, Optional<String> kafkaBootstrapServers, Optional<String> postgresUrl) {}

    /** Fixed for a generation. */
    public record KafkaSettings(int partitions, short replicationFactor) {}

    public Migration {
        extensions = List.copyOf(extensions);
        enums = List.copyOf(enums);
        collections = List.copyOf(collections);
        junctions = List.copyOf(junctions);
        tables = List.copyOf(tables);
    }

    /** A migration with the default policies for the seal. */
    public Migration(
            String name,
            Source source,
            Target target,
            Addresses addresses,
            List<Extension> extensions,
            List<EnumType> enums,
            List<CollectionMapping> collections,
            List<Junction> junctions,
            List<Table> tables,
            KafkaSettings kafka,
            String hash) {
        this(
                name,
                source,
                target,
                addresses,
                extensions,
                enums,
                collections,
                junctions,
                tables,
                kafka,
                SealPolicies.DEFAULTS,
                hash);
    }

    /** The collections of the source, each once, whatever number of entries it has. */
    public List<String> sourceCollections() {
        return collections.stream().map(CollectionMapping::source).distinct().toList();
    }

    /** Those of the source's collections that are taken again when they are dropped, renamed or made again. */
    public Set<String> takenAgainOnDrop() {
        return collections.stream()
                .filter(mapping -> mapping.entry().onDrop() == OnDrop.RESNAPSHOT)
                .map(CollectionMapping::source)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The entries that share a collection of the source, in the file's order. */
    public List<CollectionMapping> entriesOf(String sourceCollection) {
        return collections.stream()
                .filter(mapping -> mapping.source().equals(sourceCollection))
                .toList();
    }

    public CollectionMapping collection(String collectionName) {
        return collections.stream()
                .filter(mapping -> mapping.collection().equals(collectionName))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("the migration has no collection " + collectionName));
    }

    public Table table(String tableName) {
        return tables.stream()
                .filter(table -> table.name().equals(tableName))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("the migration has no table " + tableName));
    }

    public Junction junction(String tableName) {
        return junctions.stream()
                .filter(junction -> junction.table().equals(tableName))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("the migration has no junction " + tableName));
    }

    public EnumType enumType(String enumName) {
        return enums.stream()
                .filter(type -> type.name().equals(enumName))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("the migration has no enum " + enumName));
    }

    /**
     * The top-level fields of a collection's documents that any declaration reads or ignores on purpose: columns,
     * children, junctions, {@code ignore}, and {@code _id}. The others are unmapped.
     */
    public Set<String> topLevelFieldsRead(String collectionName) {
        CollectionMapping mapping = collection(collectionName);
        Stream<String> paths = Stream.of(
                        Stream.of("_id"),
                        mapping.columns().stream().flatMap(column -> column.fields().stream()),
                        mapping.children().stream().map(ChildTable::field),
                        mapping.ignoredFields().stream(),
                        junctions.stream()
                                .flatMap(junction -> junction.endsIn(collectionName).stream())
                                .flatMap(end -> end.array().stream()))
                .flatMap(Function.identity());
        return paths.map(path -> SourcePath.of(path).topLevel()).collect(Collectors.toUnmodifiableSet());
    }

    /** The collections in which a reference to one of several may find its document. */
    public List<String> oneOfCandidates() {
        return collections.stream()
                .flatMap(mapping -> mapping.references().stream())
                .filter(Reference::asksForExistingIds)
                .flatMap(reference -> reference.candidates().stream())
                .map(Reference.Candidate::collection)
                .distinct()
                .toList();
    }

    /** Application tables, then Tidegate's own that rows of documents go to: every table that has a topic. */
    public List<Table> tablesWithTopic() {
        var all = new java.util.ArrayList<>(tables);
        all.addAll(TidegateTables.ALL_WITH_TOPIC);
        return List.copyOf(all);
    }
}
