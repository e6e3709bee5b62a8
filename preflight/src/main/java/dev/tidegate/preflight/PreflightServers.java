package dev.tidegate.preflight;

import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.preflight.source.SourceAddress;
import java.util.Optional;

/** The servers that a preflight asks; one without an address is a finding. */
public record PreflightServers(
        Optional<SourceAddress> source, Optional<String> kafka, Optional<PostgresAddress> target) {}
