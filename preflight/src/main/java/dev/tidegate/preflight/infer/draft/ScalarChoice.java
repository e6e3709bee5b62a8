package dev.tidegate.preflight.infer.draft;

import dev.tidegate.preflight.infer.shape.Carrier;
import dev.tidegate.preflight.infer.shape.FieldShape;
import dev.tidegate.preflight.infer.shape.ScalarForms;
import dev.tidegate.preflight.infer.shape.TextForm;
import java.math.BigDecimal;
import java.util.List;
import org.bson.BsonType;

/**
 * The type of a column of single values: the narrowest that carries all of them. Where only a few do not fit the type of
 * all the others, they are kept beside it; where they are more, the type is a wider one.
 *
 * @param misfits values that the type does not carry
 * @param empty empty texts that are as if absent
 */
record ScalarChoice(String type, long values, long misfits, long empty) {
    /** Of the values: more, and they are no oddity of a few documents. */
    private static final double FEW = 0.05;

    /** A whole number that has come so far will go further. */
    private static final BigDecimal NEARLY_TOO_LARGE = BigDecimal.valueOf(1_000_000_000);

    boolean isWhole(long parents) {
        return misfits == 0 && empty == 0 && values == parents;
    }

    static ScalarChoice of(FieldShape place) {
        ScalarForms forms = place.scalarView();
        long all = forms.values()
                + place.documents()
                + place.lists()
                - place.emptyLists()
                - (forms.values() - place.scalars().values());
        for (Carrier carrier : candidates(forms)) {
            ScalarChoice choice = of(carrier, forms, all);
            if (choice.misfits() <= FEW * all || carrier == Carrier.TIMESTAMP && areDates(forms, choice)) {
                return choice;
            }
        }
        return new ScalarChoice("jsonb", place.values(), 0, 0);
    }

    static ScalarChoice of(Carrier carrier, ScalarForms forms, long all) {
        long empty = carrier == Carrier.TEXT ? 0 : forms.of(TextForm.EMPTY);
        return new ScalarChoice(carrier.type(), all, all - empty - forms.carriedBy(carrier), empty);
    }

    /** Texts that a person can have parsed do not make text of dates. */
    private static boolean areDates(ScalarForms forms, ScalarChoice choice) {
        long datesAsText = forms.texts().entrySet().stream()
                .filter(form -> form.getKey().isDate())
                .mapToLong(form -> form.getValue())
                .sum();
        return choice.misfits() - datesAsText <= FEW * choice.values();
    }

    /** By what most of the values are: texts of digits alone stay texts. */
    private static List<Carrier> candidates(ScalarForms forms) {
        long numbers = forms.of(BsonType.INT32)
                + forms.of(BsonType.INT64)
                + forms.of(BsonType.DOUBLE)
                + forms.of(BsonType.DECIMAL128);
        long half = forms.values() / 2;
        if (numbers > half) {
            return List.of(number(forms, numbers), Carrier.TEXT);
        }
        if (forms.of(BsonType.BOOLEAN) > half) {
            return List.of(Carrier.BOOLEAN, Carrier.TEXT);
        }
        if (forms.of(BsonType.DATE_TIME) > half) {
            return List.of(Carrier.TIMESTAMP, Carrier.TEXT);
        }
        return List.of(Carrier.TEXT);
    }

    /** The narrowest for all that are numbers; a text among them does not make it wider. */
    private static Carrier number(ScalarForms forms, long numbers) {
        long decimals = forms.of(BsonType.DECIMAL128);
        boolean isWhole =
                forms.fractions() == 0 && decimals * 2 < numbers && forms.carriedBy(Carrier.BIGINT) >= numbers;
        if (!isWhole) {
            return Carrier.NUMERIC;
        }
        boolean isSmall = forms.largest().compareTo(NEARLY_TOO_LARGE) < 0;
        return isSmall && forms.carriedBy(Carrier.INTEGER) >= numbers ? Carrier.INTEGER : Carrier.BIGINT;
    }
}
