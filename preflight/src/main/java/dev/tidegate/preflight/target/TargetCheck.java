package dev.tidegate.preflight.target;

import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.preflight.finding.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Whether PostgreSQL can be the target: version, settings, rights, extensions, space. Reads only. */
public final class TargetCheck {
    private static final int OLDEST = 160_000;

    private final Catalogue catalogue;
    private final Migration migration;

    /** @param connection stays open, and is not in anybody else's use meanwhile */
    public TargetCheck(Connection connection, Migration migration) {
        this.catalogue = new Catalogue(connection);
        this.migration = migration;
    }

    public List<Finding> run() throws SQLException {
        List<Finding> findings = new ArrayList<>(server());
        findings.addAll(new Rights(catalogue, migration).check());
        findings.addAll(new Extensions(catalogue, migration.extensions()).check());
        return findings;
    }

    private List<Finding> server() throws SQLException {
        List<Finding> findings = new ArrayList<>();
        if (catalogue.number("SELECT current_setting('server_version_num')::int") < OLDEST) {
            findings.add(Finding.blocking(
                    "target-version",
                    catalogue.text("SELECT current_database()"),
                    "PostgreSQL " + catalogue.text("SHOW server_version") + " is older than 16",
                    "upgrade it to 16 or later"));
        }
        if (!catalogue.text("SHOW server_encoding").equals("UTF8")) {
            findings.add(Finding.blocking(
                    "target-encoding",
                    catalogue.text("SELECT current_database()"),
                    "the database's encoding is " + catalogue.text("SHOW server_encoding")
                            + ", which does not hold every text of MongoDB",
                    "create the database with ENCODING 'UTF8'"));
        }
        if (catalogue.is("SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only')::boolean")) {
            findings.add(Finding.blocking(
                    "target-read-only",
                    catalogue.text("SELECT current_database()"),
                    "the server takes no writes: a standby, or default_transaction_read_only is on",
                    "name the primary in POSTGRES_URL"));
        }
        return findings;
    }

    /**
     * What the target will need, from what the source has. How much space is free cannot be asked by SQL.
     *
     * @param bytes of BSON in the mapped collections
     */
    public static Finding space(long bytes) {
        long rows = bytes * 3 / 2;
        long indexes = bytes;
        return Finding.info(
                "target-space",
                "data directory",
                "the documents have " + size(bytes) + " of BSON: count on about " + size(rows) + " for rows, "
                        + size(indexes)
                        + " for indexes, and as much again for WAL while the snapshot flows. How much is"
                        + " free cannot be asked by SQL: run df on the server");
    }

    static String size(long bytes) {
        if (bytes < 1 << 20) {
            return Math.max(1, bytes >> 10) + " kB";
        }
        return bytes < 10L << 30 ? (bytes >> 20) + " MB" : (bytes >> 30) + " GB";
    }
}
