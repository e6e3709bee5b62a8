package dev.tidegate.workload;

import dev.tidegate.workload.Link.End;
import dev.tidegate.workload.WorkloadState.DocumentNumber;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** Members that come and go in the arrays of either end, or of both. */
final class WorkloadEdges {
    private static final int REMEMBERED = 2000;

    private record Held(DocumentNumber holder, String array, BsonValue member) {}

    private final List<Link> links;
    private final WorkloadState state;
    private final Writes writes;
    private final SplittableRandom random;
    private final Deque<Held> added = new ArrayDeque<>();

    WorkloadEdges(List<Link> links, WorkloadState state, Writes writes, SplittableRandom random) {
        this.links = links;
        this.state = state;
        this.writes = writes;
        this.random = random;
    }

    boolean isArray(String collection, String field) {
        return links.stream()
                .flatMap(link -> java.util.stream.Stream.of(link.left(), link.right()))
                .anyMatch(end -> end.collection().equals(collection)
                        && end.array().filter(field::equals).isPresent());
    }

    boolean add() {
        Link link = anyLink();
        Optional<DocumentNumber> left = state.anyGood(link.left().collection(), random);
        Optional<DocumentNumber> right = state.anyGood(link.right().collection(), random);
        if (left.isEmpty() || right.isEmpty()) {
            return false;
        }
        int ends = 1 + random.nextInt(3);
        boolean wroteLeft = (ends & 1) != 0 && add(link.left(), left.get(), right.get());
        boolean wroteRight = (ends & 2) != 0 && add(link.right(), right.get(), left.get());
        return wroteLeft || wroteRight;
    }

    private boolean add(End end, DocumentNumber holder, DocumentNumber member) {
        if (end.array().isEmpty() || !takesMembers(holder, end.array().get())) {
            return false;
        }
        var held = new Held(holder, end.array().get(), id(member));
        write(held, "$addToSet");
        added.addLast(held);
        if (added.size() > REMEMBERED) {
            added.removeFirst();
        }
        return true;
    }

    /** Takes a member out that was put in here, or one of the first load. */
    boolean remove() {
        if (random.nextBoolean() && !added.isEmpty()) {
            Held held = added.removeFirst();
            boolean writable = state.isThere(held.holder()) && takesMembers(held.holder(), held.array());
            if (writable) {
                write(held, "$pull");
            }
            return writable;
        }
        return removeLoaded();
    }

    private boolean removeLoaded() {
        Link link = anyLink();
        End end = link.right().array().isPresent() && random.nextBoolean() ? link.right() : link.left();
        String array = end.array().orElseThrow();
        Optional<DocumentNumber> holder = state.anyGood(end.collection(), random);
        if (holder.isEmpty() || !takesMembers(holder.get(), array)) {
            return false;
        }
        BsonArray members = state.document(holder.get()).document().getArray(array, new BsonArray());
        if (members.isEmpty()) {
            return false;
        }
        write(new Held(holder.get(), array, members.get(random.nextInt(members.size()))), "$pull");
        return true;
    }

    private void write(Held held, String operator) {
        writes.update(
                held.holder().collection(),
                id(held.holder()),
                new BsonDocument(operator, new BsonDocument(held.array(), held.member())));
    }

    /** MongoDB refuses both operators on a field that is there and is no array. */
    private boolean takesMembers(DocumentNumber holder, String array) {
        BsonValue value = state.document(holder).document().get(array);
        return value == null || value.isArray();
    }

    private Link anyLink() {
        return links.get(random.nextInt(links.size()));
    }

    private BsonValue id(DocumentNumber number) {
        return state.document(number).document().get("_id");
    }
}
