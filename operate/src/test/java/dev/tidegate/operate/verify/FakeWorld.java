package dev.tidegate.operate.verify;

import dev.tidegate.validator.compare.Comparison;
import dev.tidegate.validator.compare.SourceVersion;
import dev.tidegate.validator.compare.SubjectChecks.Comparisons;
import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.difference.DifferenceKind;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.pipeline.Pipeline;
import dev.tidegate.validator.recheck.Ends;
import dev.tidegate.validator.result.Tally;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;

/**
 * A source, a pipeline with delays, a target, and somebody who damages it. Documents hold one number; each has an edge
 * while its number is even, which travels by another way. Numbers count up, so that the number in the target shows which
 * change has arrived; toggling documents go to and fro between two.
 */
final class FakeWorld implements Ends, Pipeline, SubjectNames {
    private static final long SECOND = 1_000_000_000L;

    final Map<Subject.Document, Integer> source = new HashMap<>();
    final Map<Subject, Integer> target = new HashMap<>();
    final Set<Subject> damaged = new HashSet<>();

    /** When it was last found to be damaged. */
    final Map<Subject, Long> lastDamaged = new HashMap<>();

    /**
     * The last change of a document that the target has held at some time: that change or a later one has arrived, or the
     * row has the value of it or of a later one and nothing that is on its way up to this change makes it another.
     */
    final Map<Subject.Document, Integer> furthest = new HashMap<>();

    final List<Change> changes = new ArrayList<>();
    final List<Note> notes = new ArrayList<>();
    private final Map<Subject.Document, List<Written>> writes = new HashMap<>();
    private final List<UnderWay> underWay = new ArrayList<>();
    private final Random random;
    private final Map<Subject.Document, Integer> count = new HashMap<>();
    long now;

    /** The pipeline carries nothing. */
    boolean isStill;

    long time = 1L << 32;
    private final Map<Subject, Integer> lastLost = new HashMap<>();
    private int lastNote;

    FakeWorld(Random random) {
        this.random = random;
    }

    /** @param number the document's, in the order of its changes */
    record Change(Subject.Document document, long time, int number, long reportedAt) {}

    record Note(long number, Subject subject, long visibleAt) {}

    private record Written(int number, OptionalInt value) {}

    private record UnderWay(Subject subject, OptionalInt value, int number, long time, long arrivesAt) {}

    static Subject.Document document(int number) {
        return Subject.Document.of("c", new BsonInt32(number));
    }

    @Override
    public UUID rowId(Subject.Document document) {
        return id(document);
    }

    @Override
    public Set<String> collections(Subject subject) {
        return Set.of("c");
    }

    static UUID id(Subject.Document document) {
        return new UUID(8, document.id().value().asInt32().getValue());
    }

    static Subject.Edge edge(Subject.Document document) {
        return new Subject.Edge("j", id(document), new UUID(9, 9));
    }

    /** @param lost the pipeline forgets it */
    void write(Subject.Document document, OptionalInt value, boolean lost) {
        time += 1 + random.nextInt(3);
        int number = count.merge(document, 1, Integer::sum);
        long reportedAt = Math.max(
                now + random.nextLong(SECOND),
                changes.isEmpty() ? 0 : changes.get(changes.size() - 1).reportedAt());
        changes.add(new Change(document, time, number, reportedAt));
        writes.computeIfAbsent(document, each -> new ArrayList<>()).add(new Written(number, value));
        source.remove(document);
        value.ifPresent(each -> source.put(document, each));
        if (lost) {
            damaged.add(document);
            damaged.add(edge(document));
            lastLost.put(document, number);
            lastLost.put(edge(document), number);
            return;
        }
        send(document, value, number);
        OptionalInt edge = value.isPresent() && value.getAsInt() % 2 == 0 ? OptionalInt.of(1) : OptionalInt.empty();
        send(edge(document), edge, number);
    }

    private void send(Subject subject, OptionalInt value, int number) {
        long earliest = underWay.stream()
                .filter(each -> each.subject().equals(subject))
                .mapToLong(UnderWay::arrivesAt)
                .max()
                .orElse(now);
        underWay.add(new UnderWay(subject, value, number, time, Math.max(earliest, now + random.nextLong(3 * SECOND))));
    }

    void damage(Subject subject, OptionalInt value) {
        target.remove(subject);
        value.ifPresent(each -> target.put(subject, each));
        damaged.add(subject);
        notes.add(new Note(++lastNote, subject, now + random.nextLong(SECOND)));
    }

    void pass(long nanos) {
        now += nanos;
        damaged.forEach(subject -> lastDamaged.put(subject, now));
        underWay.removeIf(each -> {
            if (isStill || each.arrivesAt() > now) {
                return false;
            }
            target.remove(each.subject());
            each.value().ifPresent(value -> target.put(each.subject(), value));
            if (each.number() > lastLost.getOrDefault(each.subject(), 0)) {
                damaged.remove(each.subject());
            }
            if (each.subject() instanceof Subject.Document document) {
                furthest.merge(document, each.number(), Math::max);
            }
            return true;
        });
        count.forEach((document, number) -> {
            int held = heldByValue(document);
            furthest.merge(document, held, Math::max);
        });
    }

    private int heldByValue(Subject.Document document) {
        OptionalInt row = value(target.get(document));
        int last = 0;
        for (Written written : writes.getOrDefault(document, List.of())) {
            if (written.value().equals(row)) {
                last = written.number();
            }
        }
        int firstOther = underWay.stream()
                .filter(each -> each.subject().equals(document) && !each.value().equals(row))
                .mapToInt(UnderWay::number)
                .min()
                .orElse(Integer.MAX_VALUE);
        return Math.min(last, firstOther - 1);
    }

    private static OptionalInt value(Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    boolean isRight(Subject subject) {
        return subject instanceof Subject.Document document
                ? Optional.ofNullable(source.get(document)).equals(Optional.ofNullable(target.get(document)))
                : isHeld((Subject.Edge) subject) == target.containsKey(subject);
    }

    private boolean isHeld(Subject.Edge edge) {
        Integer value = source.get(document((int) edge.left().getLeastSignificantBits()));
        return value != null && value % 2 == 0;
    }

    @Override
    public Comparisons compare(
            Collection<? extends Subject> subjects,
            Map<Subject, List<SourceVersion>> earlierVersions,
            Set<Subject.Document> edgesOf) {
        return new Comparisons(
                subjects.stream()
                        .map(subject -> checked(subject, earlierVersions.getOrDefault(subject, List.of())))
                        .toList(),
                edgesOf.stream()
                        .map(FakeWorld::edge)
                        .filter(edge -> !isRight(edge))
                        .map(edge -> checked(edge, List.of()))
                        .toList());
    }

    private Comparison checked(Subject subject, List<SourceVersion> earlier) {
        Integer there = target.get(subject);
        Integer held = subject instanceof Subject.Document document
                ? source.get(document)
                : source.get(document((int) ((Subject.Edge) subject).left().getLeastSignificantBits()));
        boolean agrees = isRight(subject)
                || earlier.stream()
                        .anyMatch(version -> there != null
                                && version.document().getInt64("v").getValue() == there);
        return new Comparison(
                subject,
                subject instanceof Subject.Edge edge ? isHeld(edge) : held != null,
                there != null,
                31L * (held == null ? -1 : held) + (there == null ? -1 : there),
                Tally.NOTHING,
                agrees ? List.of() : List.of(Difference.of(subject, "t", DifferenceKind.VALUE, "int32", "integer", "")),
                subject instanceof Subject.Document && held != null
                        ? Optional.of(new SourceVersion(new BsonDocument("v", new BsonInt64(held)), null))
                        : Optional.empty());
    }

    @Override
    public Fence fence() {
        long fence = time;
        return () -> underWay.stream().noneMatch(each -> each.time() <= fence);
    }
}
