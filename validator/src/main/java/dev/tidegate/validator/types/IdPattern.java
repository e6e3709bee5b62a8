package dev.tidegate.validator.types;

import dev.tidegate.mapping.ddl.Sql;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.CollectionMapping.IdKind;
import dev.tidegate.validator.identity.TagPattern;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * SQL conditions over a UUID's text: whether its version and variant, and its collection's tag, are right. The tag is
 * the last 26 bits: the last six digits, and the lower two bits of the digit before them.
 */
final class IdPattern {
    private static final String DECODING = "^.{14}8.{4}[89ab]";
    private static final String BY_NAME = "^.{14}5.{4}[89ab]";

    private IdPattern() {}

    /** Not a version that ids of these collections have; {@code id} is an expression of type uuid. */
    static String hasWrongVersion(String id, Set<CollectionMapping> collections) {
        return "NOT (" + hasVersion(id, collections) + ")";
    }

    /** A version that they have, and no tag of theirs; any where no ids come here. UUIDs by name carry no tag. */
    static String hasWrongTag(String id, Set<CollectionMapping> collections) {
        String own = Stream.concat(
                        Stream.of("false"),
                        collections.stream().map(collection -> matches(id, TagPattern.of(collection.tag()))))
                .collect(Collectors.joining(" OR "));
        return matches(id, DECODING) + " AND NOT (" + own + ")";
    }

    private static String hasVersion(String id, Set<CollectionMapping> collections) {
        boolean mayBeByName = collections.stream().anyMatch(each -> each.ids() == IdKind.ANY);
        return matches(id, DECODING) + (mayBeByName ? " OR " + matches(id, BY_NAME) : "");
    }

    private static String matches(String id, String pattern) {
        return id + "::text ~ " + Sql.literal(pattern);
    }
}
