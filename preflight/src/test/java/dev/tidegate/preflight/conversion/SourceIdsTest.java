package dev.tidegate.preflight.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.mapping.id.DocumentId;
import java.util.List;
import org.bson.BsonDecimal128;
import org.bson.BsonDouble;
import org.bson.BsonInt64;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.junit.jupiter.api.Test;

class SourceIdsTest {
    @Test
    void asksForNumbersThatNoDecimalHolds() {
        List<BsonValue> numbers = List.of(
                new BsonDouble(6444.48),
                new BsonDouble(1e300),
                new BsonDouble(5e-324),
                new BsonInt64(Long.MAX_VALUE),
                new BsonDecimal128(Decimal128.parse("0.1")),
                new BsonDecimal128(Decimal128.parse("9.999999999999999999999999999999999E+6144")));

        assertThat(numbers).allSatisfy(number -> {
            String canonical = DocumentId.of(number).canonical();
            assertThat(SourceIds.value(canonical)
                            .map(asked -> DocumentId.of(asked).canonical()))
                    .contains(canonical);
        });
    }
}
