package dev.tidegate.transform.value;

import org.bson.BsonValue;

/** Into {@code jsonb}: every BSON value has a form there. */
final class JsonbConversion implements ScalarConversion {
    private final Outcomes outcomes;

    JsonbConversion(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    @Override
    public Conversion convert(BsonValue value) {
        JsonbText json = JsonbText.of(value);
        return json.isRepaired() ? outcomes.repaired(json.text()) : Conversion.Value.exact(json.text());
    }
}
