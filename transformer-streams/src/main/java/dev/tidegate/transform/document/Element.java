package dev.tidegate.transform.document;

import dev.tidegate.transform.value.ConversionContext;
import org.bson.BsonDocument;

/**
 * Where the columns of one row are read from: a document, or an element of an array in it.
 *
 * @param prefix what stands before the fields' paths in messages, empty or ending with a dot
 * @param topLevelField the document's own field that the element is in; null for the document itself
 */
record Element(
        BsonDocument document,
        String prefix,
        String topLevelField,
        ConversionContext context,
        ExistingIds existingIds,
        Findings findings) {

    Element within(BsonDocument element, String path, String topLevel) {
        return new Element(element, path + ".", topLevel, context, existingIds, findings);
    }
}
