package dev.tidegate.transform.value;

import dev.tidegate.mapping.reason.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bson.BsonValue;

/** What the file maps goes before any conversion: strings alone, exactly as the file writes them. */
final class MappedConversion implements ScalarConversion {
    private static final List<Note> MAPPED = Note.alone(Reason.MAPPED);

    private final Map<String, Conversion> targets = new HashMap<>();
    private final ScalarConversion others;

    /** @param constants reads a target in the column's own textual form */
    MappedConversion(Map<String, String> valueMap, Function<String, Object> constants, ScalarConversion others) {
        valueMap.forEach(
                (source, target) -> targets.put(source, new Conversion.Value(constants.apply(target), MAPPED, false)));
        this.others = others;
    }

    @Override
    public Conversion convert(BsonValue value) {
        Conversion mapped = value.isString() ? targets.get(value.asString().getValue()) : null;
        return mapped == null ? others.convert(value) : mapped;
    }
}
