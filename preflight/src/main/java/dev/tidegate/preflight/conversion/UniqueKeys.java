package dev.tidegate.preflight.conversion;

import dev.tidegate.events.row.TableRow;
import dev.tidegate.mapping.declaration.Index;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.SealPolicies.Duplicates;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.preflight.finding.Finding;
import dev.tidegate.transform.document.CollectionRows;
import dev.tidegate.transform.document.Derivation;
import dev.tidegate.transform.document.OwnedRow;
import dev.tidegate.validator.sort.Fact;
import dev.tidegate.validator.sort.SortedFacts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Rows that would have one value under a unique index, found by sorting hashes of the values as they would stand in
 * PostgreSQL. NULLs are distinct, as in PostgreSQL; no collation is involved.
 */
public final class UniqueKeys implements AutoCloseable {
    private final List<UniqueIndex> indexes = new ArrayList<>();
    private final Map<String, List<Integer>> byTable = new HashMap<>();
    private final List<Finding> notChecked = new ArrayList<>();
    private final Duplicates policy;
    private final SortedFacts facts = new SortedFacts();

    public UniqueKeys(Migration migration) {
        this.policy = migration.seal().duplicates();
        for (Table table : migration.tables()) {
            table.indexes().stream().filter(Index::unique).forEach(index -> register(table, index));
        }
    }

    private void register(Table table, Index index) {
        if (index.columns().isEmpty() || index.where().isPresent()) {
            notChecked.add(Finding.info(
                    "not-checked",
                    table.name() + " index " + index.name(),
                    "a unique index over an expression, or partial: duplicates under it are found at the seal"));
            return;
        }
        byTable.computeIfAbsent(table.name(), name -> new ArrayList<>()).add(indexes.size());
        indexes.add(new UniqueIndex(table, index));
    }

    public void add(CollectionRows collection, UUID document, Derivation.Rows made) {
        add(collection.table(), made.entity(), document, 0);
        int ordinal = 0;
        for (OwnedRow owned : made.owned()) {
            Table table = collection.slots().get(owned.key().slot()).table();
            add(table, owned.row(), document, ordinal++);
        }
    }

    private void add(Table table, TableRow row, UUID document, int ordinal) {
        for (int number : byTable.getOrDefault(table.name(), List.of())) {
            UniqueIndex index = indexes.get(number);
            if (row == null || index.hasNull(row)) {
                continue;
            }
            UUID exact = hash(index.key(row, UnaryOperator.identity()));
            UUID folded = hash(index.key(row, text -> text.toLowerCase(Locale.ROOT)));
            facts.add(new Fact(2 * number, exact, document, ordinal));
            facts.add(new Fact(2 * number + 1, folded, document, (int) exact.getLeastSignificantBits()));
        }
    }

    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(notChecked);
        List<SharedValues> shared = new ArrayList<>();
        indexes.forEach(index -> {
            shared.add(new SharedValues(false));
            shared.add(new SharedValues(true));
        });
        for (Iterator<Fact> sorted = facts.sorted(); sorted.hasNext(); ) {
            Fact fact = sorted.next();
            shared.get(fact.group()).add(fact);
        }
        for (int number = 0; number < indexes.size(); number++) {
            UniqueIndex index = indexes.get(number);
            shared.get(2 * number).exact(index.where(), policy).ifPresent(findings::add);
            shared.get(2 * number + 1).butForCase(index.where()).ifPresent(findings::add);
        }
        return findings;
    }

    private static UUID hash(String key) {
        try {
            ByteBuffer hash =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
            return new UUID(hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void close() {
        facts.close();
    }
}
