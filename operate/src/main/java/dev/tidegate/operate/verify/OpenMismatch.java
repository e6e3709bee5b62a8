package dev.tidegate.operate.verify;

import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A subject that differs although all its changes have passed.
 *
 * @param closedAt when both ends agreed again
 */
public record OpenMismatch(
        Subject subject,
        List<Difference> differences,
        Instant firstSeen,
        Instant lastChecked,
        Optional<Instant> closedAt) {
    public OpenMismatch {
        differences = List.copyOf(differences);
    }

    OpenMismatch seen(List<Difference> now, Instant at) {
        return new OpenMismatch(subject, now, firstSeen, at, Optional.empty());
    }

    OpenMismatch closed(Instant at) {
        return new OpenMismatch(subject, differences, firstSeen, at, Optional.of(at));
    }

    boolean isOpen() {
        return closedAt.isEmpty();
    }
}
