package dev.tidegate.mapping.file;

import dev.tidegate.mapping.declaration.CollectionMapping.IdKind;
import dev.tidegate.mapping.declaration.Where;
import dev.tidegate.mapping.id.CollectionIds;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What other collections need to know of a collection: read of all before any is read in full.
 *
 * @param collection name of the file's entry
 * @param source name of the collection in the source database
 */
record CollectionHeader(
        String collection, String source, String table, String idColumn, IdKind ids, int tag, Where where) {
    private static final int LARGEST_TAG = (1 << CollectionIds.TAG_BITS) - 1;

    static Map<String, CollectionHeader> all(YamlMap collections, Names names) {
        Map<String, CollectionHeader> headers = new LinkedHashMap<>();
        for (String name : collections.names()) {
            YamlMap map = collections.map(name, "collection " + name);
            CollectionHeader header = of(name, map);
            SourceNames.checkCollection(
                    header.source(), map.valueOrKey("collection", collections.keyNode(name)), collections.problems());
            boolean sharesTable = headers.values().stream()
                    .anyMatch(each -> each.table().equals(header.table())
                            && !each.source().equals(header.source()));
            if (!sharesTable) {
                names.claimRelation("table", header.table(), map.valueOrKey("table", collections.keyNode(name)));
            }
            boolean isFirst =
                    headers.values().stream().noneMatch(each -> each.source().equals(header.source()));
            if (isFirst) {
                names.claimTag(header.source(), header.tag(), map.valueOrKey("tag", collections.keyNode(name)));
            }
            headers.put(name, header);
        }
        return headers;
    }

    private static CollectionHeader of(String name, YamlMap map) {
        String source = map.text("collection", name);
        return new CollectionHeader(
                name,
                source,
                map.text("table", name),
                map.text("id", "id"),
                idKind(map),
                map.number("tag", CollectionIds.defaultTag(source), 0, LARGEST_TAG),
                new WhereParser(map.problems()).parse(map));
    }

    private static IdKind idKind(YamlMap map) {
        return map.text("ids")
                .map(value -> switch (value.text()) {
                    case "objectId" -> IdKind.OBJECT_ID;
                    case "any" -> IdKind.ANY;
                    default -> {
                        map.problems().add(value.node(), "'ids' is objectId or any, not '" + value + "'");
                        yield IdKind.OBJECT_ID;
                    }
                })
                .orElse(IdKind.OBJECT_ID);
    }
}
