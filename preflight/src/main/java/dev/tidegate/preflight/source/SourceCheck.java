package dev.tidegate.preflight.source;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.preflight.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether MongoDB can be the source: server, rights, collections. Reads only. */
public final class SourceCheck {
    private final SourceAddress address;
    private final Migration migration;

    public SourceCheck(SourceAddress address, Migration migration) {
        this.address = address;
        this.migration = migration;
    }

    /**
     * @param documents estimated number of documents by collection, of those that can be read; empty when none can
     */
    public record Result(List<Finding> findings, Map<String, Long> documents) {
        public Result {
            findings = List.copyOf(findings);
        }
    }

    /** An unreachable server is a finding, not a failure. */
    public Result run() {
        Deployment deployment = new Deployment(address);
        List<Finding> findings = new ArrayList<>(deployment.check());
        if (findings.stream().anyMatch(SourceCheck::endsAll)) {
            return new Result(findings, Map.of());
        }
        try (MongoClient client = address.open()) {
            return run(client, findings);
        } catch (MongoException e) {
            if (Privileges.isDenial(e)) {
                findings.add(Privileges.denied(migration.source().database(), "may not list the collections"));
            } else if (findings.isEmpty()) {
                findings.add(deployment.unreachable(e));
            }
            return new Result(findings, Map.of());
        }
    }

    private Result run(MongoClient client, List<Finding> findings) {
        MongoDatabase database = client.getDatabase(migration.source().database());
        CollectionCheck collections = new CollectionCheck(database, migration);
        Map<String, ExistingCollection> existing = ExistingCollection.list(database);
        Map<String, Long> documents = collections.documents(existing);
        findings.addAll(collections.check(existing, documents));
        if (findings.stream().noneMatch(finding -> finding.code().equals("source-standalone"))) {
            findings.addAll(new Privileges(client, database).check(documents.keySet()));
        }
        return new Result(findings, documents);
    }

    /** The oplog's window against a snapshot of so much; nothing where it cannot be read, which {@link #run} said. */
    public List<Finding> oplog(long documents, long bytes) {
        try (MongoClient client = address.open()) {
            return OplogWindow.of(client)
                    .map(window -> List.of(window.against(documents, bytes)))
                    .orElse(List.of());
        }
    }

    private static boolean endsAll(Finding finding) {
        return finding.code().equals("source-unreachable") || finding.code().equals("source-login");
    }
}
