package dev.tidegate.validator;

import java.util.Map;

/** Gets now and then, from several threads, how far a validation is. */
public interface ValidationProgress {
    ValidationProgress SILENT = new ValidationProgress() {
        @Override
        public void started(Map<String, Long> estimatedDocuments) {}

        @Override
        public void compared(String collection, long documents) {}

        @Override
        public void settling(int generation, long left) {}

        @Override
        public void checking(String what) {}
    };

    /** @param estimatedDocuments by collection, about */
    void started(Map<String, Long> estimatedDocuments);

    /** @param documents of this collection so far */
    void compared(String collection, long documents);

    /** What differed is rechecked. @param left how much of it is undecided */
    void settling(int generation, long left);

    /** One of the other layers begins. */
    void checking(String what);
}
