package dev.tidegate.embedded.mongo;

/** A running replica set of one member. */
public interface MongoServer extends AutoCloseable {
    /** A connection string for drivers and for Debezium. */
    String uri();

    /** Stops the server; again is harmless. */
    @Override
    void close();
}
