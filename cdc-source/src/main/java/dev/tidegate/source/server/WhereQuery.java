package dev.tidegate.source.server;

import dev.tidegate.mapping.declaration.Where;
import dev.tidegate.mapping.declaration.Where.Condition;
import dev.tidegate.mapping.declaration.Where.Constant;
import dev.tidegate.mapping.declaration.Where.Test;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.Decimal128;

/** A collection's {@code where} as a query of MongoDB's. */
final class WhereQuery {
    private WhereQuery() {}

    static BsonDocument of(Where where) {
        List<BsonDocument> conditions =
                where.conditions().stream().map(WhereQuery::condition).toList();
        return conditions.isEmpty() ? new BsonDocument() : new BsonDocument("$and", new BsonArray(conditions));
    }

    private static BsonDocument condition(Condition condition) {
        Test test = condition.test();
        BsonDocument operator = test instanceof Test.Exists exists
                ? new BsonDocument("$exists", BsonBoolean.valueOf(exists.exists()))
                : test instanceof Test.OneOf one
                        ? new BsonDocument("$in", values(one.values()))
                        : new BsonDocument("$nin", values(((Test.NoneOf) test).values()));
        return new BsonDocument(condition.field(), operator);
    }

    private static BsonArray values(List<Constant> constants) {
        return new BsonArray(constants.stream().map(WhereQuery::value).toList());
    }

    private static BsonValue value(Constant constant) {
        if (constant instanceof Constant.Null) {
            return BsonNull.VALUE;
        }
        if (constant instanceof Constant.Bool bool) {
            return BsonBoolean.valueOf(bool.value());
        }
        return constant instanceof Constant.Number number
                ? number(number.value())
                : new BsonString(((Constant.Text) constant).value());
    }

    private static BsonValue number(BigDecimal number) {
        if (number.stripTrailingZeros().scale() > 0) {
            return new BsonDouble(number.doubleValue());
        }
        return number.toBigInteger().bitLength() < Long.SIZE
                ? new BsonInt64(number.longValueExact())
                : new BsonDecimal128(new Decimal128(number.round(MathContext.DECIMAL128)));
    }
}
