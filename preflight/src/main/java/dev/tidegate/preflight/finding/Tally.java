package dev.tidegate.preflight.finding;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A number, and the ids of the first few that were counted. Confined to one thread. */
public final class Tally {
    /** How many ids are kept when nothing else is said. */
    public static final int FEW = 10;

    private final int kept;
    private final List<String> examples = new ArrayList<>(0);
    private long count;

    public Tally() {
        this(FEW);
    }

    public Tally(int kept) {
        this.kept = kept;
    }

    /** @param example asked for only while there is room */
    public void add(Supplier<String> example) {
        count++;
        if (examples.size() < kept) {
            examples.add(example.get());
        }
    }

    public long count() {
        return count;
    }

    public List<String> examples() {
        return List.copyOf(examples);
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /** The tally as a finding; to be asked only when something was counted. */
    public Finding finding(Severity severity, String code, String where, String message, String remedy) {
        return new Finding(severity, code, where, count, examples, message, remedy);
    }
}
