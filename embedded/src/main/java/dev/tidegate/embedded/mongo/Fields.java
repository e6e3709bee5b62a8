package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;

/** Puts a value at a path of documents, into a copy: documents are never altered once they are stored. */
final class Fields {
    private Fields() {}

    static Document with(Document document, String path, Object value) {
        return with(document, FieldPath.of(path).names(), value);
    }

    private static Document with(Document document, List<String> path, Object value) {
        Document result = document.clone();
        String name = path.get(0);
        if (path.size() == 1) {
            result.put(name, value);
        } else {
            Document inner = document.get(name) instanceof Document nested ? nested : new Document();
            result.put(name, with(inner, path.subList(1, path.size()), value));
        }
        return result;
    }
}
