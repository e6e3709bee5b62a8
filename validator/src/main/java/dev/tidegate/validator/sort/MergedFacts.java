package dev.tidegate.validator.sort;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/** Sorted runs as one, each fact once. */
final class MergedFacts implements Iterator<Fact> {
    private final PriorityQueue<Head> heads = new PriorityQueue<>();
    private Fact next;

    private record Head(Fact fact, Iterator<Fact> rest) implements Comparable<Head> {
        @Override
        public int compareTo(Head other) {
            return fact.compareTo(other.fact);
        }
    }

    MergedFacts(List<Iterator<Fact>> runs) {
        runs.forEach(this::push);
        advance(null);
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public Fact next() {
        if (next == null) {
            throw new NoSuchElementException();
        }
        Fact current = next;
        advance(current);
        return current;
    }

    private void advance(Fact last) {
        do {
            next = poll();
        } while (next != null && next.equals(last));
    }

    private Fact poll() {
        Head least = heads.poll();
        if (least == null) {
            return null;
        }
        push(least.rest());
        return least.fact();
    }

    private void push(Iterator<Fact> run) {
        if (run.hasNext()) {
            heads.add(new Head(run.next(), run));
        }
    }
}
