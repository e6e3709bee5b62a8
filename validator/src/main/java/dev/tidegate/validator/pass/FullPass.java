package dev.tidegate.validator.pass;

import dev.tidegate.validator.compare.ComparedCollection;
import dev.tidegate.validator.result.WithoutValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.function.ObjLongConsumer;
import org.bson.BsonValue;

/** One pass over all collections, several at a time, the largest first. */
public final class FullPass {
    private final PassTools tools;
    private final Settings settings;

    /**
     * @param sampleSize ids drawn of each collection; 0: none
     * @param folder where each collection's progress is kept
     * @param resumes an earlier pass
     */
    public record Settings(int sampleSize, long seed, int differencesKept, Optional<Path> folder, boolean resumes) {}

    public FullPass(PassTools tools, Settings settings) {
        this.tools = tools;
        this.settings = settings;
    }

    /**
     * @param drawn ids of the sample, by collection
     * @param withoutValue of a sample only what is told by elements and edges, which are always read in full
     */
    public record Result(Ledger ledger, Map<String, List<BsonValue>> drawn, List<WithoutValue> withoutValue) {}

    /** @param workers how many collections are compared at a time */
    public Result run(ExecutorService workers, Map<String, Long> estimatedDocuments, ObjLongConsumer<String> listener) {
        List<ComparedCollection> largestFirst = tools.collections().all().stream()
                .sorted(Comparator.comparingLong(
                        (ComparedCollection each) -> -estimatedDocuments.getOrDefault(each.name(), 0L)))
                .toList();
        var passes = new LinkedHashMap<ComparedCollection, Progress>();
        var running = new ArrayList<CompletableFuture<Void>>();
        for (ComparedCollection collection : largestFirst) {
            Progress progress = progress(collection, listener);
            passes.put(collection, progress);
            running.add(
                    CompletableFuture.runAsync(() -> new CollectionPass(collection, tools, progress).run(), workers));
        }
        awaitAll(running);
        var ledger = new Ledger(settings.differencesKept());
        Map<String, List<BsonValue>> drawn = new LinkedHashMap<>();
        passes.forEach((collection, progress) -> {
            ledger.addAll(progress.ledger());
            drawn.put(collection.name(), progress.drawn());
        });
        return new Result(ledger, drawn, withoutValue(passes));
    }

    /** In the order of the migration file. */
    private List<WithoutValue> withoutValue(Map<ComparedCollection, Progress> passes) {
        return tools.collections().all().stream()
                .flatMap(collection -> passes.get(collection).withoutValue().stream())
                .toList();
    }

    private Progress progress(ComparedCollection compared, ObjLongConsumer<String> listener) {
        String collection = compared.name();
        var progress = new Progress(
                new Ledger(settings.differencesKept()),
                new Reservoir(settings.sampleSize(), settings.seed(), collection),
                new UnseenValues(
                        WithoutValue.collection(collection, compared.declared().table()),
                        compared.rules().valueSources(!tools.withValues())),
                documents -> listener.accept(collection, documents),
                settings.folder().map(folder -> new CheckpointFile(folder, collection)));
        if (settings.resumes()) {
            progress.resume();
        }
        return progress;
    }

    /** The first failure ends the others. */
    private static void awaitAll(List<CompletableFuture<Void>> running) {
        try {
            CompletableFuture<Void> failed = new CompletableFuture<>();
            running.forEach(each -> each.exceptionally(failure -> {
                failed.completeExceptionally(failure);
                return null;
            }));
            CompletableFuture.anyOf(failed, CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)))
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : e;
        }
    }
}
