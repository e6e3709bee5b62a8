package dev.tidegate.preflight;

import dev.tidegate.preflight.data.ScanProgress;
import java.util.OptionalInt;

/** Hears how far a preflight is. */
public interface PreflightProgress extends ScanProgress {
    /** The documents are read from here on. */
    void start(long documents, OptionalInt sampleSize);
}
