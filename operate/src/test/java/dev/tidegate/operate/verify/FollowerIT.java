package dev.tidegate.operate.verify;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.validator.ValidatorConfig;
import dev.tidegate.validator.ends.TwoEnds;
import dev.tidegate.validator.ends.TwoEnds.Ends;
import dev.tidegate.validator.ends.Workshop;
import dev.tidegate.validator.pipeline.Pipeline;
import dev.tidegate.validator.target.UnfitTargetException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("mongodb")
class FollowerIT {
    @AutoClose
    private static final TwoEnds SERVERS = new TwoEnds();

    /** What differs waits for a fence, and none would ever be passed. */
    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void doesNotStandStillWhenAThreadOfItsOwnHasDied() {
        Ends ends = Workshop.prepare(SERVERS);
        ValidatorConfig config = new ValidatorConfig(ends.migration(), SERVERS.mongodbUri(), ends.jdbcUrl());
        Pipeline broken = () -> {
            throw new NoClassDefFoundError("a class that the classpath lacks");
        };
        try (Follower follower =
                new Follower(new FollowSettings(config, 0, Duration.ofSeconds(1), false, false), broken, SILENT)) {
            assertThatThrownBy(() -> follower.run(status -> false))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("tidegate-follow-fences has ended");
        }
    }

    /** A server that does not answer is waited for; a table does not come back by itself. */
    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void endsWhenATableIsTakenAwayUnderIt() {
        Ends ends = Workshop.prepare(SERVERS);
        ValidatorConfig config = new ValidatorConfig(ends.migration(), SERVERS.mongodbUri(), ends.jdbcUrl());
        var settings = new FollowSettings(config, 0, Duration.ofMillis(10), false, false);
        Predicate<FollowStatus> drops = status -> {
            ends.sql("DROP TABLE IF EXISTS thing_people");
            return false;
        };
        try (Follower follower = new Follower(settings, Pipeline.AT_REST, SILENT)) {
            assertThatThrownBy(() -> follower.run(drops))
                    .isInstanceOf(UnfitTargetException.class)
                    .hasMessageContaining("table public.thing_people is missing");
        }
    }

    /** What it says then must be true: that the next start makes a new full pass. */
    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void makesANewFullPassAtTheNextStartWhenACollectionWasDropped() {
        Ends ends = Workshop.prepare(SERVERS);
        ValidatorConfig config = new ValidatorConfig(ends.migration(), SERVERS.mongodbUri(), ends.jdbcUrl());
        var settings = new FollowSettings(config, 0, Duration.ofSeconds(1), false, false);
        Predicate<FollowStatus> drops = status -> {
            if (status.isFirstPassDone()) {
                ends.source()
                        .getCollection(ends.migration().collections().get(0).collection())
                        .drop();
            }
            return false;
        };
        try (Follower follower = new Follower(settings, Pipeline.AT_REST, SILENT)) {
            assertThatThrownBy(() -> follower.run(drops))
                    .isInstanceOf(FollowStoppedException.class)
                    .hasMessageContaining("start again: a new full pass is made");
        }

        Instant dropped = Instant.now();
        try (Follower follower = new Follower(settings, Pipeline.AT_REST, SILENT)) {
            follower.run(
                    status -> status.verifiedThrough().filter(dropped::isBefore).isPresent());
        }
    }

    private static final FollowListener SILENT = new FollowListener() {
        @Override
        public void status(FollowStatus status) {}

        @Override
        public void opened(OpenMismatch mismatch) {}

        @Override
        public void closed(OpenMismatch mismatch) {}

        @Override
        public void notice(String message) {}
    };
}
