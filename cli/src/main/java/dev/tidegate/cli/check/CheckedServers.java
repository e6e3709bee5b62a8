package dev.tidegate.cli.check;

import dev.tidegate.mapping.address.ConnectTimeout;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.failure.InvalidRequestException;
import dev.tidegate.preflight.PreflightServers;
import dev.tidegate.preflight.source.SourceAddress;

/** The servers of a check, from the addresses of the environment and the migration file. */
public final class CheckedServers {
    private CheckedServers() {}

    /** @throws InvalidRequestException when an address is none */
    public static PreflightServers of(Addresses addresses) {
        return new PreflightServers(
                addresses.mongodbUri().map(CheckedServers::source),
                addresses.kafkaBootstrapServers(),
                addresses.postgresUrl().map(Addresses::target));
    }

    private static SourceAddress source(String uri) {
        try {
            return new SourceAddress(uri, ConnectTimeout.get());
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(
                    Addresses.MONGODB + " is no MongoDB connection string: " + e.getMessage());
        }
    }
}
