package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import dev.tidegate.embedded.mongo.Change.ChangeKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Commands about the server itself. */
final class ServerCommands {
    private final Store store;
    private final Cursors cursors;
    private final String address;
    private final Instant started = Instant.now();

    ServerCommands(Store store, Cursors cursors, String address) {
        this.store = store;
        this.cursors = cursors;
        this.address = address;
    }

    void addTo(Map<String, CommandHandler> commands) {
        commands.put("serverStatus", request -> status());
        commands.put("collStats", this::collectionStats);
        commands.put("collstats", this::collectionStats);
        commands.put("dbStats", this::databaseStats);
        commands.put("dbstats", this::databaseStats);
        commands.put(
                "connectionStatus",
                request -> new Document(
                        "authInfo",
                        new Document("authenticatedUsers", List.of()).append("authenticatedUserRoles", List.of())));
        commands.put("getParameter", ServerCommands::parameter);
        commands.put("getCmdLineOpts", request -> new Document("argv", List.of()).append("parsed", new Document()));
        commands.put("getLog", ServerCommands::log);
        commands.put("hostInfo", request -> new Document("system", new Document("hostname", "127.0.0.1")));
        commands.put("whatsmyuri", request -> new Document("you", "127.0.0.1:0"));
        commands.put("atlasVersion", request -> {
            throw Refusal.commandNotFound("atlasVersion");
        });
        commands.put("fsync", request -> {
            store.sync();
            return new Document("numFiles", 1);
        });
        commands.put("appendOplogNote", this::note);
    }

    private Document note(Request request) {
        request.allow("data", "maxClusterTime");
        store.record(Change.ofCollection(ChangeKind.NOOP, "", "", null, request.document("data")));
        return new Document();
    }

    private Document status() {
        return new Document("host", address)
                .append("version", HelloCommands.VERSION)
                .append("process", "tidegate-stand-in")
                .append("pid", ProcessHandle.current().pid())
                .append("uptime", (double) Instant.now().getEpochSecond() - started.getEpochSecond())
                .append("localTime", store.clock().now())
                .append("connections", new Document("current", 1).append("available", 1000))
                .append("metrics", new Document("cursor", new Document("open", new Document("total", (long)
                        cursors.count()))))
                .append(
                        "repl",
                        new Document("setName", HelloCommands.SET_NAME)
                                .append("isWritablePrimary", true)
                                .append("hosts", List.of(address))
                                .append("me", address))
                .append("storageEngine", new Document("name", "tidegate-stand-in").append("persistent", false));
    }

    private Document collectionStats(Request request) {
        request.allow("scale");
        if (request.integer("scale", 1) != 1) {
            throw Refusal.notSupported("A scale other than 1");
        }
        if (request.namespace().equals("local.oplog.rs")) {
            return new Document("ns", "local.oplog.rs")
                    .append("count", store.oplog().endNumber() - store.oplog().firstNumber())
                    .append("capped", true)
                    .append("size", store.oplog().bytes())
                    .append("maxSize", store.oplog().limit().bytes());
        }
        return store.collection(request.database(), request.collection())
                .map(CollectionStats::of)
                .orElseGet(() -> new Document("ns", request.namespace())
                        .append("size", 0)
                        .append("count", 0)
                        .append("storageSize", 0)
                        .append("nindexes", 0)
                        .append("scaleFactor", 1));
    }

    private Document databaseStats(Request request) {
        request.allow("scale", "freeStorage");
        return CollectionStats.ofDatabase(
                request.database(),
                store.database(request.database())
                        .map(StoredDatabase::collections)
                        .orElse(List.of()));
    }

    private static Document parameter(Request request) {
        Document known = new Document("featureCompatibilityVersion", new Document("version", "7.0"))
                .append("enableTestCommands", true)
                .append("authenticationMechanisms", List.of())
                .append("transactionLifetimeLimitSeconds", (int) (Transactions.LIFETIME_MILLIS / 1000));
        if ("*".equals(request.body().get("getParameter"))
                || Boolean.TRUE.equals(request.body().get("allParameters"))) {
            return known;
        }
        Document found = new Document();
        for (String name : request.body().keySet()) {
            if (known.containsKey(name)) {
                found.append(name, known.get(name));
            }
        }
        if (found.isEmpty()) {
            throw Refusal.invalidOptions("no option found to get");
        }
        return found;
    }

    private static Document log(Request request) {
        return switch (String.valueOf(request.body().get("getLog"))) {
            case "*" -> new Document("names", List.of("global", "startupWarnings"));
            case "global", "startupWarnings" -> new Document("totalLinesWritten", 0).append("log", List.of());
            default -> throw Refusal.badValue("No log named '" + request.body().get("getLog") + "'");
        };
    }
}
