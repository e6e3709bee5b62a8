package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;

/** What a filter asks of the values at a path. */
sealed interface Predicate {
    /** Whether it holds for one value, which may be missing. */
    interface Test {
        boolean holds(Object value);
    }

    boolean holdsAt(QueryPath path, Document document, MatchPosition position);

    boolean holdsFor(Object value);

    /** Holds when it holds for one of the values met. */
    record Any(boolean entersArrays, Test test) implements Predicate {
        @Override
        public boolean holdsAt(QueryPath path, Document document, MatchPosition position) {
            return path.any(document, entersArrays, (value, index) -> {
                boolean holds = test.holds(value);
                if (holds) {
                    position.found(index);
                }
                return holds;
            });
        }

        @Override
        public boolean holdsFor(Object value) {
            return test.holds(value);
        }
    }

    /** Holds for an array of which one element is accepted, and names it as the position. */
    record Element(Test test) implements Predicate {
        @Override
        public boolean holdsAt(QueryPath path, Document document, MatchPosition position) {
            return path.any(document, false, (value, index) -> {
                int found = find(value);
                position.found(index >= 0 && found >= 0 ? index : found);
                return found >= 0;
            });
        }

        @Override
        public boolean holdsFor(Object value) {
            return find(value) >= 0;
        }

        private int find(Object value) {
            if (value instanceof List<?> elements) {
                for (int i = 0; i < elements.size(); i++) {
                    if (test.holds(elements.get(i))) {
                        return i;
                    }
                }
            }
            return -1;
        }
    }

    /** Holds when all hold. */
    record All(List<Predicate> parts) implements Predicate {
        @Override
        public boolean holdsAt(QueryPath path, Document document, MatchPosition position) {
            return parts.stream().allMatch(part -> part.holdsAt(path, document, position));
        }

        @Override
        public boolean holdsFor(Object value) {
            return parts.stream().allMatch(part -> part.holdsFor(value));
        }
    }

    /** Holds when the other does not, for any value met. */
    record Not(Predicate part) implements Predicate {
        @Override
        public boolean holdsAt(QueryPath path, Document document, MatchPosition position) {
            return !part.holdsAt(path, document, new MatchPosition());
        }

        @Override
        public boolean holdsFor(Object value) {
            return !part.holdsFor(value);
        }
    }
}
