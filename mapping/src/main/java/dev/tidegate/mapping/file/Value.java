package dev.tidegate.mapping.file;

import org.yaml.snakeyaml.nodes.Node;

/** A text of the file with its place. */
record Value(String text, Node node) {
    @Override
    public String toString() {
        return text;
    }
}
