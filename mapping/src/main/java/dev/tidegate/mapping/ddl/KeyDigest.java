package dev.tidegate.mapping.ddl;

import java.util.List;

/**
 * A digest that stands for a key of any length: an entry of a B-tree holds 2,704 bytes at most, the {@code _id} of a
 * document may be a thousand times as long.
 */
final class KeyDigest {
    /** Each part is digested by itself first, so that no two keys have one text. */
    static final Statement FUNCTION = new Statement("tidegate.key_digest", """
            CREATE OR REPLACE FUNCTION tidegate.key_digest(first text, second text) RETURNS bytea
            LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $function$
                SELECT sha256(sha256(convert_to(first, 'UTF8')) || sha256(convert_to(second, 'UTF8')))
            $function$""");

    private KeyDigest() {}

    /** The expression over two text columns. */
    static String of(List<String> columns) {
        return "tidegate.key_digest(" + Sql.quote(columns) + ")";
    }
}
