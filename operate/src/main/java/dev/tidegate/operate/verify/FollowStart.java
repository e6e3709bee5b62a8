package dev.tidegate.operate.verify;

import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.operate.verify.FollowState.Saved;
import dev.tidegate.validator.source.SourceClock;
import java.sql.SQLException;
import java.util.Optional;

/** What a session begins with. */
record FollowStart(FollowState state, Saved saved, boolean hasTriggers) {

    /** Makes the tables and triggers that are missing, and keeps a second follower out. */
    static FollowStart prepare(
            FollowServers servers, FollowSettings settings, FollowListener listener, boolean beginsAnew)
            throws SQLException {
        Migration migration = settings.config().migration();
        FollowTarget target = new FollowTarget(servers.connection(), migration);
        target.prepare();
        FollowState state = new FollowState(servers.connection(), migration.name());
        target.requireOnlyOne(state);
        boolean hasTriggers = settings.withTriggers() && target.installTriggers(listener);
        servers.connection().setAutoCommit(false);
        return new FollowStart(state, saved(state, servers.clock(), beginsAnew), hasTriggers);
    }

    private static Saved saved(FollowState state, SourceClock clock, boolean beginsAnew) throws SQLException {
        Optional<Saved> known = state.read();
        boolean isFinished = known.flatMap(Saved::firstPassDone).isPresent();
        if (known.isEmpty() || beginsAnew && isFinished) {
            state.begin(clock.read().lastWrite());
        }
        return state.read().orElseThrow();
    }
}
