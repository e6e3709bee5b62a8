package dev.tidegate.mapping.file;

import dev.tidegate.mapping.declaration.CollectionMapping.Entry;
import dev.tidegate.mapping.declaration.CollectionMapping.OnDrop;
import dev.tidegate.mapping.declaration.CollectionMapping.Unmatched;
import dev.tidegate.mapping.declaration.Where;
import dev.tidegate.mapping.id.CollectionIds;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Entries of the file that may share a collection of the source, and what each then is of it. */
final class SharedCollections {
    /** What a document is to entries none of which takes it, as the file has it. */
    private enum Stated {
        DEAD_LETTER,
        EXCLUDE
    }

    private final YamlMap collections;
    private final Names names;
    private final Map<String, CollectionHeader> headers;
    private final Map<String, Entry> entries = new HashMap<>();

    private SharedCollections(YamlMap collections, Names names, Map<String, CollectionHeader> headers) {
        this.collections = collections;
        this.names = names;
        this.headers = headers;
    }

    /** By the names of the file's entries. */
    static Map<String, Entry> of(YamlMap collections, Names names, Map<String, CollectionHeader> headers) {
        SharedCollections shared = new SharedCollections(collections, names, headers);
        Map<String, Map<String, CollectionHeader>> bySource = new LinkedHashMap<>();
        headers.forEach((name, header) -> bySource.computeIfAbsent(header.source(), source -> new LinkedHashMap<>())
                .put(name, header));
        bySource.forEach(shared::add);
        return shared.entries;
    }

    private void add(String source, Map<String, CollectionHeader> sharing) {
        boolean isShared = sharing.size() > 1;
        Stated unmatched =
                agreed(sharing.keySet(), "unmatched", Stated.class, isShared ? Stated.DEAD_LETTER : Stated.EXCLUDE);
        OnDrop onDrop = agreed(sharing.keySet(), "on_drop", OnDrop.class, OnDrop.STOP);
        String first = sharing.keySet().iterator().next();
        sharing.forEach((name, header) -> {
            List<Where> others = sharing.values().stream()
                    .filter(other -> other != header)
                    .map(CollectionHeader::where)
                    .toList();
            if (isShared) {
                check(name, header, sharing.get(first));
            }
            entries.put(
                    name,
                    new Entry(
                            source,
                            isShared ? key(name, header) : header.tag(),
                            others,
                            name.equals(first)
                                    ? unmatched == Stated.EXCLUDE ? Unmatched.EXCLUDE : Unmatched.DEAD_LETTER
                                    : Unmatched.OF_FIRST,
                            onDrop));
        });
    }

    /** No entry may have what another, or a collection, has: it tells what is remembered of each apart. */
    private int key(String name, CollectionHeader header) {
        int key = CollectionIds.defaultTag(name);
        if (key != header.tag()) {
            names.claimTag(name, key, collections.keyNode(name));
        }
        return key;
    }

    /** What one of the entries states, or several of them alike. */
    private <E extends Enum<E>> E agreed(Set<String> sharing, String key, Class<E> type, E otherwise) {
        Set<E> stated = new LinkedHashSet<>();
        for (String name : sharing) {
            YamlMap map = collections.map(name, "collection " + name);
            if (map.has(key)) {
                stated.add(map.oneOf(key, type, otherwise));
                if (stated.size() > 1) {
                    collections
                            .problems()
                            .add(map.keyNode(key), "the entries of one collection state one '" + key + "'");
                }
            }
        }
        return stated.stream().findFirst().orElse(otherwise);
    }

    private void check(String name, CollectionHeader header, CollectionHeader first) {
        YamlMap map = collections.map(name, "collection " + name);
        if (header.where().takesAll()) {
            problem(
                    map,
                    "where",
                    name,
                    "needs 'where', as another entry has the same collection: which documents are its?");
        }
        if (header.ids() != first.ids()) {
            problem(map, "ids", name, "has other 'ids' than '" + first.collection() + "': they are of one collection");
        }
        if (header.tag() != first.tag()) {
            problem(
                    map,
                    "tag",
                    name,
                    "has another 'tag' than '" + first.collection() + "': they are of one collection");
        }
        same(header).ifPresent(other -> problem(map, "where", name, "has the 'where' of '" + other + "'"));
    }

    private Optional<String> same(CollectionHeader header) {
        return headers.values().stream()
                .takeWhile(other -> other != header)
                .filter(other -> other.source().equals(header.source())
                        && other.where().equals(header.where())
                        && !header.where().takesAll())
                .map(CollectionHeader::collection)
                .findFirst();
    }

    private void problem(YamlMap map, String key, String name, String text) {
        boolean isStated = map.has(key);
        collections
                .problems()
                .add(isStated ? map.keyNode(key) : collections.keyNode(name), "collection '" + name + "' " + text);
    }
}
