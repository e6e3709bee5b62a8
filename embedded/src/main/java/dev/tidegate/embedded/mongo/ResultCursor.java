package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Optional;

/** The documents that a query found when it was asked. */
final class ResultCursor implements OpenCursor {
    private final String namespace;
    private final List<Document> documents;
    private int position;

    ResultCursor(String namespace, List<Document> documents) {
        this.namespace = namespace;
        this.documents = documents;
    }

    @Override
    public String namespace() {
        return namespace;
    }

    @Override
    public List<Document> next(int atMost, long waitNanos) {
        int start = position;
        long bytes = 0;
        while (position < documents.size() && position - start < atMost) {
            bytes += BsonSize.of(documents.get(position));
            if (bytes > LARGEST_BATCH && position > start) {
                break;
            }
            position++;
        }
        return documents.subList(start, position);
    }

    @Override
    public boolean isExhausted() {
        return position >= documents.size();
    }

    @Override
    public Optional<Document> postBatchResumeToken() {
        return Optional.empty();
    }
}
