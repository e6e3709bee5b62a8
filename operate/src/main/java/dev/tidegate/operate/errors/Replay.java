package dev.tidegate.operate.errors;

import dev.tidegate.events.reread.RereadRequest;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.operate.reread.Rereads;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Has the documents of dead letters re-read, page by page, and counts those that are good then. */
public record Replay(DeadLetterTable table, Rereads rereads) {
    private static final int PAGE = Rereads.AT_ONCE;

    /**
     * @param replayed documents that were re-read, and those whose id is too long for it
     * @param stillDead those that are dead letters still, by collection and reason
     * @param tooLong of these, the letters whose id is too long to be carried: no version of theirs is any better
     * @param notSent letters whose id is none
     */
    public record Result(long replayed, Map<String, Map<String, Long>> stillDead, long tooLong, long notSent) {
        public long dead() {
            return stillDead.values().stream()
                    .flatMap(reasons -> reasons.values().stream())
                    .mapToLong(Long::longValue)
                    .sum();
        }

        public long good() {
            return replayed - dead();
        }
    }

    /** @param onDead gets each document that is a dead letter still */
    public Result run(DeadLetterFilter filter, Consumer<DeadLetter> onDead, Consumer<Long> onProgress)
            throws SQLException {
        Map<String, Map<String, Long>> stillDead = new TreeMap<>();
        long replayed = 0;
        long tooLong = 0;
        long notSent = 0;
        Optional<DeadLetter> last = Optional.empty();
        List<DeadLetter> page = table.page(filter, last, PAGE);
        while (!page.isEmpty()) {
            Map<DeadLetter, RereadRequest> requests = requests(page);
            rereads.carryOut(List.copyOf(requests.values()));
            List<DeadLetter> tried = new ArrayList<>(requests.keySet());
            page.stream()
                    .filter(letter -> DocumentId.isDigest(letter.documentId()))
                    .forEach(tried::add);
            replayed += tried.size();
            tooLong += tried.size() - requests.size();
            notSent += page.size() - tried.size();
            for (DeadLetter letter : remaining(tried)) {
                onDead.accept(letter);
                stillDead
                        .computeIfAbsent(letter.collection(), name -> new TreeMap<>())
                        .merge(letter.reason(), 1L, Long::sum);
            }
            onProgress.accept(replayed);
            last = Optional.of(page.get(page.size() - 1));
            page = table.page(filter, last, PAGE);
        }
        return new Result(replayed, stillDead, tooLong, notSent);
    }

    private static Map<DeadLetter, RereadRequest> requests(List<DeadLetter> page) {
        Map<DeadLetter, RereadRequest> requests = new LinkedHashMap<>();
        page.forEach(letter -> DocumentId.parse(letter.documentId())
                .ifPresent(id -> requests.put(letter, new RereadRequest(letter.collection(), id, List.of()))));
        return requests;
    }

    private List<DeadLetter> remaining(List<DeadLetter> letters) throws SQLException {
        Map<String, List<String>> ids = letters.stream()
                .collect(Collectors.groupingBy(
                        DeadLetter::collection, Collectors.mapping(DeadLetter::documentId, Collectors.toList())));
        List<DeadLetter> remaining = new ArrayList<>();
        for (Map.Entry<String, List<String>> each : ids.entrySet()) {
            var filter = new DeadLetterFilter(
                    Optional.of(List.of(each.getKey())), Optional.empty(), Optional.of(each.getValue()));
            remaining.addAll(table.page(filter, Optional.empty(), PAGE));
        }
        return remaining;
    }
}
