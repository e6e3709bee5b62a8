package dev.tidegate.operate.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.validator.compare.SourceVersion;
import dev.tidegate.validator.compare.SubjectChecks.Comparisons;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.pipeline.Fences;
import dev.tidegate.validator.recheck.Ends;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random writes, delays, damage and restarts against a world that knows the truth: what is said to be verified is, nothing
 * is called a mismatch that is none, every damage that stays is found, and in the end nothing is left open.
 */
class VerificationModelTest {
    private static final long STEP = 50_000_000L;
    private static final int SEEDS = Integer.getInteger("tidegate.seeds", 5);
    private static final long NOT_LONG = 5_000_000_000L;
    private static final int LATE = 300;
    private static final int DOCUMENTS = 6;
    private static final Subject.Document HOT = FakeWorld.document(0);
    private static final Subject.Document TOGGLING = FakeWorld.document(1);

    private FakeWorld world;
    private Random random;
    private Fences fences;
    private Verification verification;
    private final Map<Subject, OpenMismatch> stored = new HashMap<>();
    private final Set<Long> settled = new HashSet<>();
    private final Set<Long> given = new HashSet<>();
    private OptionalLong storedResume = OptionalLong.empty();
    private int reported;
    private int claimed;
    private final Set<Subject> open = new HashSet<>();
    private String name;

    @ParameterizedTest
    @ValueSource(longs = {1, 1001, 2001, 3001})
    void neverClaimsTooMuchNorAlarmsFalsely(long first) {
        for (long seed = first; seed < first + SEEDS; seed++) {
            run(seed);
        }
    }

    /** The document changes again before any fence is passed. */
    @Test
    void reportsAnEdgeWhoseDocumentNeverHoldsStill() {
        begin(1);
        world.damage(FakeWorld.edge(HOT), OptionalInt.empty());
        for (int step = 0; step < 300; step++) {
            world.write(HOT, OptionalInt.of(2 * step), true);
            step();
        }

        assertThat(open).contains(FakeWorld.edge(HOT));
    }

    /** Both ends still differ, as before; the edge comes when the document has been checked already. */
    @Test
    void reportsTheLateEdgeOfADocumentThatIsAMismatchAlready() {
        Subject.Document document = FakeWorld.document(2);
        for (int seed = 1; seed <= 50; seed++) {
            begin(seed);
            world.write(document, OptionalInt.of(1), true);
            steps(300);
            assertThat(open).as(name).containsExactly(document);

            world.write(document, OptionalInt.of(2), false);
            world.write(document, OptionalInt.of(3), true);
            steps(300);

            assertThat(open).as(name).containsExactlyInAnyOrder(document, FakeWorld.edge(document));
        }
    }

    /** It agrees with the row that still holds the first of both, while the other is under way and the last one is lost. */
    @Test
    void aCrashForgetsNoChangeToAndFro() {
        for (int seed = 1; seed <= 100; seed++) {
            begin(seed);
            world.write(TOGGLING, OptionalInt.of(0), false);
            steps(200);
            world.write(TOGGLING, OptionalInt.of(1), false);
            world.write(TOGGLING, OptionalInt.of(0), true);
            steps(seed);
            store();
            start();
            steps(400);

            assertThat(open.contains(TOGGLING)).as(name).isEqualTo(!world.isRight(TOGGLING));
        }
    }

    /** The check of the first change reads the second one already, which the stream reports only later. */
    @Test
    void reportsALostChangeThatWasReadBeforeItWasReported() {
        for (int seed = 1; seed <= 200; seed++) {
            begin(seed);
            world.write(TOGGLING, OptionalInt.of(0), false);
            steps(200);
            world.isStill = true;
            world.write(TOGGLING, OptionalInt.of(1), false);
            steps(seed % 50);
            world.write(TOGGLING, OptionalInt.of(0), true);
            steps(100);
            world.isStill = false;
            steps(400);

            assertThat(open.contains(TOGGLING)).as(name).isEqualTo(!world.isRight(TOGGLING));
        }
    }

    /** What changes to and fro for ever waits for one fence after the other, not for the last. */
    @Test
    void continuesBesideADocumentThatChangesToAndFroForEver() {
        for (int seed = 1; seed <= 20; seed++) {
            begin(seed);
            List<Long> times = new ArrayList<>();
            for (int step = 0; step < 1200; step++) {
                world.write(TOGGLING, OptionalInt.of(step % 2), false);
                step();
                times.add(world.time);
                if (step >= LATE) {
                    assertThat(verification.backlog().verifiedThrough().orElse(0))
                            .as("%s, step %s", name, step)
                            .isGreaterThanOrEqualTo(times.get(step - LATE));
                }
            }
        }
    }

    private void steps(int steps) {
        for (int step = 0; step < steps; step++) {
            step();
        }
    }

    private void begin(long seed) {
        name = "seed " + seed;
        random = new Random(seed);
        world = new FakeWorld(random);
        stored.clear();
        settled.clear();
        given.clear();
        open.clear();
        claimed = 0;
        storedResume = OptionalLong.empty();
        start();
    }

    private void run(long seed) {
        begin(seed);
        for (int step = 0; step < 1200; step++) {
            change();
            step();
            if (random.nextInt(250) == 0) {
                start();
            }
        }
        int crash = random.nextInt(100);
        steps(crash);
        start();
        steps(800 - crash);
        requireAllFound();
    }

    /** As after a crash: only what was stored is known. */
    private void start() {
        fences = new Fences(world);
        verification = new Verification(
                new Verification.Outside(new MovingEnds(), fences, () -> world.time, world),
                new OpenMismatches(Clock.systemUTC(), stored.values()),
                random.nextInt(4) == 0 ? 8 : 1000);
        open.clear();
        open.addAll(stored.keySet());
        given.clear();
        reported = 0;
        while (reported < world.changes.size()
                && storedResume.isPresent()
                && world.changes.get(reported).time() <= storedResume.getAsLong()) {
            reported++;
        }
    }

    private void change() {
        if (random.nextInt(3) == 0) {
            world.write(HOT, OptionalInt.of(1_000_000 + world.changes.size()), false);
        }
        if (random.nextInt(4) == 0) {
            world.write(TOGGLING, OptionalInt.of(random.nextInt(2)), random.nextInt(40) == 0);
        }
        if (random.nextInt(10) == 0) {
            Subject.Document any = FakeWorld.document(2 + random.nextInt(DOCUMENTS - 2));
            OptionalInt value =
                    random.nextInt(5) == 0 ? OptionalInt.empty() : OptionalInt.of(2_000 + world.changes.size());
            world.write(any, value, random.nextInt(30) == 0);
        }
        if (random.nextInt(60) == 0) {
            Subject.Document any = FakeWorld.document(random.nextInt(DOCUMENTS));
            Subject subject = random.nextBoolean() ? any : FakeWorld.edge(any);
            int wrong = -1 - random.nextInt(3);
            world.damage(subject, random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(wrong));
        }
    }

    private void step() {
        world.pass(STEP);
        while (reported < world.changes.size() && world.changes.get(reported).reportedAt() <= world.now) {
            FakeWorld.Change change = world.changes.get(reported++);
            verification.backlog().changed(change.document(), change.time());
            verification.backlog().completeUpTo(change.time() - 1);
        }
        if (reported == world.changes.size()) {
            verification.backlog().completeUpTo(world.time);
        }
        for (FakeWorld.Note note : world.notes) {
            if (note.visibleAt() <= world.now && !settled.contains(note.number()) && given.add(note.number())) {
                verification.backlog().changedInTarget(note.subject(), note.number(), world.now);
            }
        }
        passOverSpilled();
        if (random.nextInt(4) == 0) {
            fences.advance();
        }
        verification.run(world.now);
        requireTruth();
        if (random.nextInt(10) == 0) {
            store();
        }
    }

    /** The pass reports what differs, as the full pass does. */
    private void passOverSpilled() {
        for (String collection : List.copyOf(verification.backlog().spilled())) {
            long began = world.time;
            verification.backlog().passBegins(collection);
            for (int i = 0; i < DOCUMENTS; i++) {
                for (Subject subject : List.of(FakeWorld.document(i), FakeWorld.edge(FakeWorld.document(i)))) {
                    if (!world.isRight(subject)) {
                        verification.backlog().suspected(collection, subject, began, world.now);
                    }
                }
            }
            verification.backlog().passed(collection);
        }
    }

    private void store() {
        for (OpenMismatch mismatch : verification.mismatches().takeUnsaved()) {
            if (mismatch.isOpen()) {
                stored.put(mismatch.subject(), mismatch);
            } else {
                stored.remove(mismatch.subject());
            }
        }
        settled.addAll(verification.backlog().takeSettledNotes());
        verification.backlog().verifiedThrough().ifPresent(through -> storedResume = OptionalLong.of(through));
    }

    /** A check takes its time: the world moves and fences are passed, before and after it is read. */
    private final class MovingEnds implements Ends {
        @Override
        public Comparisons compare(
                Collection<? extends Subject> subjects,
                Map<Subject, List<SourceVersion>> earlierVersions,
                Set<Subject.Document> edgesOf) {
            move();
            Comparisons comparisons = world.compare(subjects, earlierVersions, edgesOf);
            move();
            return comparisons;
        }

        private void move() {
            if (random.nextInt(4) == 0) {
                world.pass(random.nextLong(10 * STEP));
                fences.advance();
            }
        }
    }

    private void requireTruth() {
        Set<Subject> now = new LinkedHashSet<>();
        verification.mismatches().all().forEach(mismatch -> now.add(mismatch.subject()));
        for (Subject subject : now) {
            if (open.add(subject)) {
                assertThat(world.now - world.lastDamaged.getOrDefault(subject, -NOT_LONG))
                        .as("%s: a false alarm for %s", name, subject)
                        .isLessThan(NOT_LONG);
            }
        }
        open.retainAll(now);
        long through = verification.backlog().verifiedThrough().orElse(0);
        while (claimed < world.changes.size() && world.changes.get(claimed).time() <= through) {
            FakeWorld.Change change = world.changes.get(claimed++);
            if (change.number() > world.furthest.getOrDefault(change.document(), 0)) {
                assertThat(now)
                        .as("%s: change %s is said to be verified", name, change)
                        .contains(change.document());
            }
        }
    }

    private void requireAllFound() {
        List<Subject> wrong = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            for (Subject subject : List.of(FakeWorld.document(i), FakeWorld.edge(FakeWorld.document(i)))) {
                if (!world.isRight(subject)) {
                    wrong.add(subject);
                }
            }
        }
        assertThat(open).as("%s: what is wrong in the end", name).containsExactlyInAnyOrderElementsOf(wrong);
        assertThat(verification.backlog().pending().size())
                .as("%s: left over", name)
                .isZero();
        assertThat(verification.backlog().verifiedThrough())
                .as("%s: verified in the end", name)
                .hasValue(world.time);
    }
}
