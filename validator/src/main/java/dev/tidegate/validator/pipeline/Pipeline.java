package dev.tidegate.validator.pipeline;

/** Shows how far the pipeline between the two ends is. May be asked by several threads. */
public interface Pipeline {
    /** Nothing is on its way: what differs, differs. */
    Pipeline AT_REST = () -> () -> true;

    /** A fence behind all that is in MongoDB now. */
    Fence fence();

    /** Whether there is anything that carries changes into it. */
    default SourceCondition source() {
        return SourceCondition.notAsked();
    }

    interface Fence {
        /**
         * True once all changes before the fence are in PostgreSQL; stays true. Does not wait.
         *
         * @throws RuntimeException when a server that knows does not answer
         */
        boolean isPassed();
    }
}
