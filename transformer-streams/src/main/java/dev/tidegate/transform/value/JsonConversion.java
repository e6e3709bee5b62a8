package dev.tidegate.transform.value;

import org.bson.BsonValue;

/** Into {@code json} and {@code jsonb}: every BSON value has a form there. */
final class JsonConversion implements ScalarConversion {
    private final Outcomes outcomes;

    JsonConversion(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    @Override
    public Conversion convert(BsonValue value) {
        JsonbText json = JsonbText.of(value);
        if (json.text().isEmpty()) {
            return new Conversion.TooLarge(json.length());
        }
        String text = json.text().get();
        return json.isRepaired() ? outcomes.repaired(text) : Conversion.Value.exact(text);
    }
}
