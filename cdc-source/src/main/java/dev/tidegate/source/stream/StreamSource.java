package dev.tidegate.source.stream;

import java.util.List;

/** What the stream reads. The URI may hold a password and is never logged. */
public record StreamSource(String migration, String mongodbUri, String database, List<String> collections) {
    public StreamSource {
        collections = List.copyOf(collections);
    }
}
