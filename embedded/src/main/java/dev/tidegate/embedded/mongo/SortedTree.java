package dev.tidegate.embedded.mongo;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A sorted map that is never altered: with or without an entry it is another one, which shares all but a path of
 * nodes with this one. So whoever holds one has a snapshot that costs nothing. An AVL tree.
 */
final class SortedTree<K, V> {
    private static final class Node<K, V> {
        private final K key;
        private final V value;
        private final Node<K, V> left;
        private final Node<K, V> right;
        private final int height;
        private final int size;

        Node(K key, V value, Node<K, V> left, Node<K, V> right) {
            this.key = key;
            this.value = value;
            this.left = left;
            this.right = right;
            this.height = 1 + Math.max(heightOf(left), heightOf(right));
            this.size = 1 + sizeOf(left) + sizeOf(right);
        }
    }

    private final Comparator<? super K> order;
    private final Node<K, V> root;

    private SortedTree(Comparator<? super K> order, Node<K, V> root) {
        this.order = order;
        this.root = root;
    }

    static <K, V> SortedTree<K, V> by(Comparator<? super K> order) {
        return new SortedTree<>(order, null);
    }

    int size() {
        return sizeOf(root);
    }

    V get(K key) {
        Node<K, V> node = root;
        while (node != null) {
            int side = order.compare(key, node.key);
            if (side == 0) {
                return node.value;
            }
            node = side < 0 ? node.left : node.right;
        }
        return null;
    }

    SortedTree<K, V> with(K key, V value) {
        return new SortedTree<>(order, with(root, key, value));
    }

    private Node<K, V> with(Node<K, V> node, K key, V value) {
        if (node == null) {
            return new Node<>(key, value, null, null);
        }
        int side = order.compare(key, node.key);
        if (side == 0) {
            return new Node<>(key, value, node.left, node.right);
        }
        return side < 0
                ? balanced(node.key, node.value, with(node.left, key, value), node.right)
                : balanced(node.key, node.value, node.left, with(node.right, key, value));
    }

    SortedTree<K, V> without(K key) {
        return new SortedTree<>(order, without(root, key));
    }

    private Node<K, V> without(Node<K, V> node, K key) {
        if (node == null) {
            return null;
        }
        int side = order.compare(key, node.key);
        if (side < 0) {
            return balanced(node.key, node.value, without(node.left, key), node.right);
        } else if (side > 0) {
            return balanced(node.key, node.value, node.left, without(node.right, key));
        } else if (node.left == null || node.right == null) {
            return node.left == null ? node.right : node.left;
        }
        Node<K, V> next = node.right;
        while (next.left != null) {
            next = next.left;
        }
        return balanced(next.key, next.value, node.left, without(node.right, next.key));
    }

    private static int heightOf(Node<?, ?> node) {
        return node == null ? 0 : node.height;
    }

    private static int sizeOf(Node<?, ?> node) {
        return node == null ? 0 : node.size;
    }

    private static <K, V> Node<K, V> balanced(K key, V value, Node<K, V> left, Node<K, V> right) {
        int lean = heightOf(left) - heightOf(right);
        if (lean > 1) {
            Node<K, V> up = heightOf(left.left) >= heightOf(left.right) ? left : rotatedLeft(left);
            return new Node<>(up.key, up.value, up.left, new Node<>(key, value, up.right, right));
        }
        if (lean < -1) {
            Node<K, V> up = heightOf(right.right) >= heightOf(right.left) ? right : rotatedRight(right);
            return new Node<>(up.key, up.value, new Node<>(key, value, left, up.left), up.right);
        }
        return new Node<>(key, value, left, right);
    }

    private static <K, V> Node<K, V> rotatedLeft(Node<K, V> node) {
        Node<K, V> up = node.right;
        return new Node<>(up.key, up.value, new Node<>(node.key, node.value, node.left, up.left), up.right);
    }

    private static <K, V> Node<K, V> rotatedRight(Node<K, V> node) {
        Node<K, V> up = node.left;
        return new Node<>(up.key, up.value, up.left, new Node<>(node.key, node.value, up.right, node.right));
    }

    Stream<V> values(boolean backwards) {
        return stream(new Walk<>(root, backwards));
    }

    /** The values of the keys in this closed interval. */
    Stream<V> values(K from, K to, boolean backwards) {
        Walk<K, V> walk = new Walk<>(null, backwards);
        walk.limit = backwards ? key -> order.compare(key, from) < 0 : key -> order.compare(key, to) > 0;
        Node<K, V> node = root;
        while (node != null) {
            boolean isBeforeStart = backwards ? order.compare(node.key, to) > 0 : order.compare(node.key, from) < 0;
            if (isBeforeStart) {
                node = backwards ? node.left : node.right;
            } else {
                walk.path.push(node);
                node = backwards ? node.right : node.left;
            }
        }
        return stream(walk);
    }

    private static <K, V> Stream<V> stream(Walk<K, V> walk) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(walk, Spliterator.ORDERED | Spliterator.IMMUTABLE), false);
    }

    private static final class Walk<K, V> implements Iterator<V> {
        private final Deque<Node<K, V>> path = new ArrayDeque<>();
        private final boolean backwards;
        private java.util.function.Predicate<K> limit = key -> false;

        Walk(Node<K, V> root, boolean backwards) {
            this.backwards = backwards;
            descend(root);
        }

        private void descend(Node<K, V> start) {
            for (Node<K, V> node = start; node != null; node = backwards ? node.right : node.left) {
                path.push(node);
            }
        }

        @Override
        public boolean hasNext() {
            return !path.isEmpty() && !limit.test(path.peek().key);
        }

        @Override
        public V next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Node<K, V> node = path.pop();
            descend(backwards ? node.left : node.right);
            return node.value;
        }
    }
}
