package dev.tidegate.cli.command;

import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.TargetConnection;
import dev.tidegate.operate.failure.OperationFailedException;
import java.sql.Connection;
import java.sql.SQLException;

/** Work that is done with one connection to the target. */
final class Target {
    private Target() {}

    interface Work {
        int run(Connection target) throws SQLException;
    }

    static int with(Addresses addresses, Work work) {
        try (Connection target = TargetConnection.open(PostgresAddress.parse(addresses.postgres()))) {
            return work.run(target);
        } catch (SQLException e) {
            throw new OperationFailedException(
                    "PostgreSQL did not do what it was asked (SQLSTATE " + e.getSQLState() + "): " + e.getMessage(), e);
        }
    }
}
