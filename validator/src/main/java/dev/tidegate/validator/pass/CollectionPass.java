package dev.tidegate.validator.pass;

import dev.tidegate.mapping.declaration.CollectionMapping.IdKind;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.validator.actual.ActualRows;
import dev.tidegate.validator.actual.ActualRowsReader;
import dev.tidegate.validator.actual.ActualRowsReader.ActualRowsByDocument;
import dev.tidegate.validator.actual.Selection;
import dev.tidegate.validator.compare.Compared;
import dev.tidegate.validator.compare.ComparedCollection;
import dev.tidegate.validator.compare.Comparison;
import dev.tidegate.validator.difference.Subject;
import dev.tidegate.validator.document.ExpectedRows;
import dev.tidegate.validator.source.SourceCollection;
import dev.tidegate.validator.target.TargetConnection;
import java.sql.Connection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * Compares all of one collection, chunk by chunk: some documents in the order of their ids, then the rows of the same
 * stretch of ids, whoever they belong to. No transaction lasts longer than a chunk, and nothing but suspects is kept. For
 * one thread.
 */
final class CollectionPass {
    private final ComparedCollection collection;
    private final PassTools tools;
    private final Progress progress;
    private final Ledger ledger;
    private final OrphanRows orphanRows;
    private final SourceCollection source;
    private final ActualRowsReader actualRows;

    CollectionPass(ComparedCollection collection, PassTools tools, Progress progress) {
        this.collection = collection;
        this.tools = tools;
        this.progress = progress;
        this.ledger = progress.ledger();
        this.orphanRows = new OrphanRows(collection, tools, ledger);
        this.source = tools.withValues()
                ? collection.source()
                : collection.source().only(collection.rules().keyFields());
        this.actualRows = tools.withValues() ? collection.actualRows() : collection.keys();
    }

    void run() {
        if (progress.isFinished()) {
            return;
        }
        try (Connection connection = tools.connections().open()) {
            if (collection.declared().ids() == IdKind.OBJECT_ID) {
                inOrderOfIds(connection);
                source.withOtherId(batch -> {
                    compare(connection, batch, Selection.Named.of(List.of()));
                    TargetConnection.endRead(connection);
                });
            } else {
                inNoOrder(connection);
            }
            orphanRows.deadLetters(connection);
            progress.finish();
        } catch (java.sql.SQLException e) {
            throw TargetConnection.notClosed(e);
        }
    }

    /** While one chunk is compared the next one is read. */
    private void inOrderOfIds(Connection connection) {
        Optional<BsonValue> last = progress.lastId();
        CompletableFuture<List<BsonDocument>> next = read(last);
        boolean isEnd = progress.isBehindObjectIds();
        while (!isEnd) {
            List<BsonDocument> chunk = tools.await(next);
            isEnd = chunk.isEmpty();
            Optional<BsonValue> upTo = isEnd
                    ? Optional.empty()
                    : Optional.of(chunk.get(chunk.size() - 1).get("_id"));
            if (!isEnd) {
                next = read(upTo);
            }
            compare(connection, chunk, new Selection.Interval(last.map(this::rowId), upTo.map(this::rowId)));
            TargetConnection.endRead(connection);
            last = upTo;
            progress.passed(upTo);
        }
    }

    /** The rows of each document are looked up by their ids, and all rows gone through afterwards. */
    private void inNoOrder(Connection connection) {
        try (var compared = new ComparedIds()) {
            source.all(batch -> {
                List<UUID> rowIds = rowIds(batch);
                compare(connection, batch, new Selection.Named(rowIds));
                TargetConnection.endRead(connection);
                rowIds.forEach(compared::add);
            });
            new Sweep(collection, tools, orphanRows).run(connection, compared);
        }
    }

    private CompletableFuture<List<BsonDocument>> read(Optional<BsonValue> after) {
        Executor executor = tools.readers();
        return CompletableFuture.supplyAsync(() -> source.after(after), executor);
    }

    private UUID rowId(BsonValue id) {
        return collection.ids().rowId(id);
    }

    private List<UUID> rowIds(List<BsonDocument> documents) {
        return documents.stream().map(document -> rowId(document.get("_id"))).toList();
    }

    private void compare(Connection connection, List<BsonDocument> documents, Selection selection) {
        tools.pace().take(documents.size());
        List<ExpectedRows> expected = tools.withValues()
                ? tools.collections().judge(collection, documents)
                : tools.collections().judgeKeys(collection, documents);
        List<DocumentId> ids = documents.stream()
                .map(document -> DocumentId.of(document.get("_id")))
                .toList();
        ActualRowsByDocument found = actualRows.read(connection, ids, selection, orphanRows::met);
        Map<BsonValue, ExpectedRows> good = new LinkedHashMap<>();
        for (int index = 0; index < documents.size(); index++) {
            ActualRows own = found.of(ids.get(index));
            compare(ids.get(index), documents.get(index), expected.get(index), own);
            boolean isLetter = own.deadLetter()
                    .filter(letter -> !letter.isRefusal() && !tools.withValues())
                    .isPresent();
            if (!isLetter) {
                good.put(ids.get(index).value(), expected.get(index));
            }
            progress.read(documents.get(index));
            progress.offer(ids.get(index).value());
        }
        tools.edges().compare(connection, collection, good, selection, ledger);
        progress.compared(documents.size());
    }

    private void compare(DocumentId id, BsonDocument document, ExpectedRows expectedRows, ActualRows own) {
        var subject = new Subject.Document(collection.name(), id);
        Compared compared = tools.withValues()
                ? collection.comparison().compare(subject, document, expectedRows, own)
                : collection.comparison().compareKeys(subject, document, expectedRows, own);
        if (compared.differences().isEmpty()) {
            ledger.agreed(compared.tally());
        } else {
            ledger.differs(new Comparison(
                    subject,
                    true,
                    own.row().isPresent(),
                    31L * document.hashCode() + own.fingerprint(),
                    compared.tally(),
                    compared.differences(),
                    Optional.empty()));
        }
    }
}
