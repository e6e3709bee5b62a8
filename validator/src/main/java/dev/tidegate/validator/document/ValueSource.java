package dev.tidegate.validator.document;

import dev.tidegate.validator.result.WithoutValue;
import java.util.function.Predicate;
import org.bson.BsonDocument;

/**
 * Where one declaration's values come from.
 *
 * @param declaration what is reported when no document has one
 * @param isIn whether a document has one, convertible or not
 */
public record ValueSource(WithoutValue declaration, Predicate<BsonDocument> isIn) {}
