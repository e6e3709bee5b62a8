package dev.tidegate.transform.value;

import dev.tidegate.mapping.declaration.Parsing.Form;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.BsonDecimal128;
import org.bson.BsonValue;
import org.bson.types.Decimal128;

/** Numbers as people write them: with a decimal mark of their own, and marks between each three digits. */
final class NumberForm implements ValueForm {
    private static final int LONGEST = 100;

    private final Pattern form;
    private final String grouping;

    NumberForm(Form.Numbers numbers) {
        String groups = numbers.grouping()
                .map(mark -> "[0-9]{1,3}(?:" + Pattern.quote(mark) + "[0-9]{3})+|")
                .orElse("");
        this.form =
                Pattern.compile("([+-]?)(" + groups + "[0-9]+)(?:" + Pattern.quote(numbers.decimal()) + "([0-9]+))?");
        this.grouping = numbers.grouping().orElse("");
    }

    @Override
    public boolean reads(BsonValue value) {
        return value.isString();
    }

    @Override
    public BsonValue read(BsonValue value) {
        String text = value.asString().getValue();
        Matcher parts = text.length() > LONGEST ? null : form.matcher(text);
        if (parts == null || !parts.matches()) {
            return null;
        }
        String whole = grouping.isEmpty() ? parts.group(2) : parts.group(2).replace(grouping, "");
        String fraction = parts.group(3) == null ? "" : "." + parts.group(3);
        try {
            return new BsonDecimal128(new Decimal128(new BigDecimal(parts.group(1) + whole + fraction)));
        } catch (NumberFormatException moreDigitsThanADecimalHas) {
            return null;
        }
    }

    @Override
    public String refusal() {
        return "this string is no number of at most 34 digits in the file's form";
    }
}
