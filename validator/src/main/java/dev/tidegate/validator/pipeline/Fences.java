package dev.tidegate.validator.pipeline;

import dev.tidegate.validator.pipeline.Pipeline.Fence;
import java.util.ArrayList;
import java.util.List;

/**
 * Fences behind what is in the source, numbered as they are taken: each number is a generation. Many subjects wait for one;
 * a second may be under way, so that who comes while one is under way need not wait for its end too. Safe for several
 * threads, of which one advances.
 */
public final class Fences {
    private static final int UNDER_WAY_AT_MOST = 2;

    private final Pipeline pipeline;
    private final List<Fence> underWay = new ArrayList<>();
    private long taken;
    private long passed;
    private long wanted;

    public Fences(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /** The last that was passed; 0 before the first. */
    public synchronized long passed() {
        return passed;
    }

    /** The last that was taken: what is read from now on was read behind it. The one being taken at this moment is not. */
    public synchronized long taken() {
        return passed + underWay.size();
    }

    /** The first that will be taken from now on: one that is being taken at this moment may be too early. */
    public synchronized long next() {
        return taken + 1;
    }

    /** @param number of the fence that somebody waits for */
    public synchronized void want(long number) {
        wanted = Math.max(wanted, number);
    }

    /** Somebody waits for a fence that is not passed. */
    public synchronized boolean areWanted() {
        return passed < wanted;
    }

    /**
     * Takes the next one where it is wanted, and asks for those under way.
     *
     * @throws RuntimeException when a server that knows does not answer: nothing is passed, and it can be asked again
     */
    public void advance() {
        if (mustTake()) {
            Fence fence = pipeline.fence();
            synchronized (this) {
                underWay.add(fence);
            }
        }
        int passing = 0;
        for (int index = 0; index < underWay.size(); index++) {
            if (underWay.get(index).isPassed()) {
                passing = index + 1;
            }
        }
        pass(passing);
    }

    private synchronized boolean mustTake() {
        if (taken - passed == underWay.size() && taken < wanted && underWay.size() < UNDER_WAY_AT_MOST) {
            taken++;
        }
        return taken - passed > underWay.size();
    }

    private synchronized void pass(int some) {
        underWay.subList(0, some).clear();
        passed += some;
    }
}
