package dev.tidegate.preflight.target;

import dev.tidegate.mapping.declaration.Extension;
import dev.tidegate.preflight.finding.Finding;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Extensions that the file names: installed, to be had, or not. */
final class Extensions {
    private static final String INSTALLED = "SELECT extname FROM pg_extension WHERE extname = ?";
    private static final String AVAILABLE = "SELECT name FROM pg_available_extensions WHERE name = ?";
    private static final String MAY_CREATE = """
            SELECT has_database_privilege(current_database(), 'CREATE')
                    AND (v.trusted OR NOT v.superuser OR (SELECT rolsuper FROM pg_roles WHERE rolname = current_user))
            FROM pg_available_extension_versions v
            JOIN pg_available_extensions e ON e.name = v.name AND e.default_version = v.version
            WHERE v.name = ?""";

    private final Catalogue catalogue;
    private final List<Extension> extensions;

    Extensions(Catalogue catalogue, List<Extension> extensions) {
        this.catalogue = catalogue;
        this.extensions = extensions;
    }

    List<Finding> check() throws SQLException {
        List<Finding> findings = new ArrayList<>();
        for (Extension extension : extensions) {
            if (catalogue.optional(INSTALLED, extension.name()).isPresent()) {
                continue;
            }
            if (catalogue.optional(AVAILABLE, extension.name()).isEmpty()) {
                findings.add(missing(
                        extension,
                        "extension-missing",
                        "the server does not have it",
                        "install its package on the server, or say optional: true in the file"));
            } else if (!catalogue
                    .optional(MAY_CREATE, extension.name())
                    .orElse("f")
                    .equals("t")) {
                findings.add(missing(
                        extension,
                        "extension-privileges",
                        "the server has it, and this user may not create it",
                        "have a superuser run CREATE EXTENSION in the target database"));
            }
        }
        return findings;
    }

    private static Finding missing(Extension extension, String code, String message, String remedy) {
        String where = "extension " + extension.name();
        return extension.optional()
                ? Finding.info(code, where, message + "; it is optional, a run continues without")
                : Finding.blocking(code, where, message, remedy);
    }
}
