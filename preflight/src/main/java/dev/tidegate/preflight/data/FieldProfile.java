package dev.tidegate.preflight.data;

import java.util.Map;

/**
 * What one mapped field holds in all documents that were read.
 *
 * @param field such as {@code crm_Accounts.name}; {@code []} after the name means the elements of the array
 * @param target what it is for
 * @param kinds values by BSON type; {@code absent} and {@code null} are two kinds
 */
public record FieldProfile(String field, String target, Map<String, Long> kinds) {
    public FieldProfile {
        kinds = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(kinds));
    }
}
