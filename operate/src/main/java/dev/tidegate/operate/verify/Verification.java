package dev.tidegate.operate.verify;

import dev.tidegate.validator.compare.Comparison;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.pipeline.Fences;
import dev.tidegate.validator.recheck.Ends;
import dev.tidegate.validator.recheck.PendingSubject;
import dev.tidegate.validator.recheck.Recheck;
import dev.tidegate.validator.recheck.RecheckOutcomes;
import dev.tidegate.validator.source.ClusterTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Decides which of the changes are verified, and what is a mismatch: a recheck that is fed by the change stream and by notes
 * in the target. Knows neither threads nor servers but through what it is given. For one thread.
 */
final class Verification implements RecheckOutcomes {
    private static final int AT_ONCE = 500;

    private final Ends ends;
    private final LongSupplier sourceTime;
    private final Backlog backlog;
    private final Recheck recheck;
    private final OpenMismatches mismatches;
    private final Fences fences;

    /**
     * @param ends as they are now
     * @param fences advanced by somebody else
     * @param sourceTime asks the source: everything that anybody can have read has happened by then
     * @param names how documents and edges name each other
     */
    record Outside(Ends ends, Fences fences, LongSupplier sourceTime, SubjectNames names) {}

    Verification(Outside outside, OpenMismatches mismatches, int pendingAtMost) {
        this.ends = outside.ends();
        this.fences = outside.fences();
        this.sourceTime = outside.sourceTime();
        this.mismatches = mismatches;
        this.backlog = new Backlog(outside.names(), fences, pendingAtMost);
        this.recheck = new Recheck(backlog.pending(), ends, fences, this, Optional.of(outside.names()::rowId));
    }

    /** Checks what is due. */
    void run(long now) {
        recheck.run(now);
        backlog.spillWhenTooMany();
        fences.want(backlog.awaitedFence());
        checkMismatches(now);
    }

    private void checkMismatches(long now) {
        Set<Subject> due = mismatches.due(now, AT_ONCE);
        due.removeIf(backlog.pending()::contains);
        if (due.isEmpty()) {
            return;
        }
        for (Comparison checked : ends.check(due, Map.of())) {
            if (checked.agrees()) {
                mismatches.agrees(checked.subject());
            } else {
                mismatches.differs(checked, now);
            }
        }
    }

    @Override
    public void agrees(Subject subject) {
        mismatches.agrees(subject);
    }

    @Override
    public boolean isListed(Comparison checked, long now) {
        if (mismatches.isOpen(checked.subject())) {
            mismatches.differs(checked, now);
            return true;
        }
        return false;
    }

    @Override
    public void differs(Comparison checked, long now) {
        mismatches.differs(checked, now);
    }

    @Override
    public void settled(PendingSubject subject) {
        backlog.settled(subject);
    }

    @Override
    public long sourceTime() {
        return sourceTime.getAsLong();
    }

    @Override
    public boolean isReported(long time) {
        return !ClusterTime.isBefore(backlog.completeUpTo().orElse(0), time);
    }

    Backlog backlog() {
        return backlog;
    }

    OpenMismatches mismatches() {
        return mismatches;
    }
}
