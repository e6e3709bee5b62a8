package dev.tidegate.source.stream;

import com.mongodb.MongoClientSettings;
import dev.tidegate.mapping.bson.FromBytesCodec;
import io.debezium.config.Configuration;
import io.debezium.connector.mongodb.connection.DefaultMongoDbAuthProvider;
import io.debezium.connector.mongodb.connection.MongoDbAuthProvider;
import org.bson.BsonDocument;
import org.bson.codecs.Codec;
import org.bson.codecs.configuration.CodecProvider;
import org.bson.codecs.configuration.CodecRegistries;
import org.bson.codecs.configuration.CodecRegistry;

/**
 * Makes Debezium's client read documents as {@link ExactDocument}s. Debezium lets its users extend the client's settings
 * at this place only; credentials are handled as without it. Debezium makes it by name.
 */
public final class ExactDocuments implements MongoDbAuthProvider {
    private final MongoDbAuthProvider credentials = new DefaultMongoDbAuthProvider();

    @Override
    public void init(Configuration config) {
        credentials.init(config);
    }

    @Override
    public MongoClientSettings.Builder addAuthConfig(MongoClientSettings.Builder builder) {
        CodecRegistry registry = CodecRegistries.fromRegistries(
                CodecRegistries.fromProviders(new Provider()), MongoClientSettings.getDefaultCodecRegistry());
        return credentials.addAuthConfig(builder).codecRegistry(registry);
    }

    private static final class Provider implements CodecProvider {
        private final Codec<BsonDocument> codec = new FromBytesCodec(ExactDocument::of);

        @Override
        @SuppressWarnings("unchecked")
        public <T> Codec<T> get(Class<T> type, CodecRegistry registry) {
            return type == BsonDocument.class || type == ExactDocument.class ? (Codec<T>) codec : null;
        }
    }
}
