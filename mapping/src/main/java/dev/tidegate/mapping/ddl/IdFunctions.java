package dev.tidegate.mapping.ddl;

import dev.tidegate.mapping.declaration.Migration;
import java.util.List;
import java.util.stream.Collectors;

/** The ids of {@code dev.tidegate.mapping.id} in SQL, so that people can go from row to document and back. */
final class IdFunctions {
    /** The 24 hex digits inside a UUIDv8; NULL for a UUID of another kind. */
    private static final String OBJECT_ID = """
            CREATE OR REPLACE FUNCTION tidegate.object_id(id uuid) RETURNS text
            LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $function$
                SELECT CASE WHEN substr(hex, 13, 1) = '8' AND substr(hex, 17, 1) IN ('8', '9', 'a', 'b') THEN
                    substr(hex, 1, 12) || substr(hex, 14, 3)
                    || lpad(to_hex((('x' || substr(hex, 17))::bit(64)::bigint & 4611686018427387903) >> 26), 9, '0')
                END
                FROM replace(id::text, '-', '') AS hex
            $function$""";

    /** NULL for a collection that the migration does not have, and for an id that is not 24 hex digits. */
    private static final String UUID_FOR = """
            CREATE OR REPLACE FUNCTION tidegate.uuid_for(collection text, object_id text) RETURNS uuid
            LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $function$
                SELECT CASE WHEN object_id ~ '^[0-9a-fA-F]{24}$' THEN (
                    substr(object_id, 1, 12) || '8' || substr(object_id, 13, 3)
                    || to_hex((B'10' || ('x' || substr(object_id, 16))::bit(36) || tag::bit(26))::bit(64)::bigint)
                )::uuid END
                FROM (VALUES
            %s
                ) AS tags (name, tag)
                WHERE name = collection
            $function$""";

    private IdFunctions() {}

    static List<Statement> of(Migration migration) {
        String tags = migration.collections().stream()
                .map(each -> "        (" + Sql.literal(each.collection()) + ", " + each.tag() + ")")
                .collect(Collectors.joining(",\n"));
        return List.of(
                new Statement("tidegate.object_id", OBJECT_ID),
                new Statement("tidegate.uuid_for", UUID_FOR.formatted(tags)));
    }
}
