package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.ObjectId;

/** Ids for documents that come without one; the library's own are random and hold no time. */
final class ObjectIds {
    private ObjectIds() {}

    static ObjectId next() {
        return new ObjectId(new org.bson.types.ObjectId().toByteArray());
    }
}
