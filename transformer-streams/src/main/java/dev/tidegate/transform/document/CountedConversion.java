package dev.tidegate.transform.document;

import dev.tidegate.mapping.bson.DecodingLoss;

/** A value of {@code field} was not carried as it is. */
public record CountedConversion(String field, String conversion) {

    public static CountedConversion of(DecodingLoss loss) {
        return new CountedConversion(
                loss.field(),
                switch (loss.kind()) {
                    case INVALID_UTF8 -> "invalid-utf8-replaced";
                    case DUPLICATE_KEY -> "duplicate-key-dropped";
                });
    }
}
