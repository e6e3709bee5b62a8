package dev.tidegate.workload;

import java.util.Iterator;
import java.util.Optional;

/** The documents of an application's first load. */
final class FirstDocuments implements Iterator<GeneratedDocument> {
    private final Application application;
    private final Iterator<String> collections;
    private String collection;
    private int ordinal;

    FirstDocuments(Application application) {
        this.application = application;
        this.collections = application.counts().keySet().iterator();
        this.collection = collections.next();
    }

    @Override
    public boolean hasNext() {
        return ordinal < application.counts().get(collection) || collections.hasNext();
    }

    @Override
    public GeneratedDocument next() {
        if (ordinal == application.counts().get(collection)) {
            collection = collections.next();
            ordinal = 0;
        }
        Optional<Fault> fault =
                Optional.ofNullable(application.faultsOfFirstLoad(collection).get(ordinal));
        return application.document(collection, ordinal++, 0, fault);
    }
}
