package dev.tidegate.transform.document;

import dev.tidegate.mapping.bson.DecodingLoss;
import dev.tidegate.mapping.reason.Reason;
import dev.tidegate.transform.value.Note;

/** A value of {@code field} was not carried as it is. */
public record CountedConversion(String field, Note note) {

    public static CountedConversion of(DecodingLoss loss) {
        return new CountedConversion(
                loss.field(),
                Note.of(
                        switch (loss.kind()) {
                            case INVALID_UTF8 -> Reason.INVALID_UTF8_REPLACED;
                            case DUPLICATE_KEY -> Reason.DUPLICATE_KEY_DROPPED;
                        }));
    }
}
