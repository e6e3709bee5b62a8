package dev.tidegate.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.tidegate.cli.service.EmbeddedServices;
import dev.tidegate.embedded.mongo.TestMongo;
import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.TargetConnection;
import dev.tidegate.preflight.CheckReport;
import dev.tidegate.preflight.CheckRun;
import dev.tidegate.preflight.data.DataReport.CollectionProfile;
import dev.tidegate.preflight.data.FieldProfile;
import dev.tidegate.preflight.data.ScanSettings;
import dev.tidegate.preflight.finding.Finding;
import dev.tidegate.preflight.finding.Severity;
import dev.tidegate.workload.ExpectedDeadLetter;
import dev.tidegate.workload.FirstLoad;
import dev.tidegate.workload.NextCrmGenerator;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The check on NextCRM's irregular data says each irregularity of the facts with the number that was generated. */
@Tag("mongodb")
class CheckIT {
    private static final long SEED = Long.getLong("tidegate.seed", 11L);
    private static final int DOCUMENTS = 6_000;
    private static final Path FILE = Path.of("../migrations/nextcrm/migration.yaml");
    private static final Migration NEXTCRM = MigrationFile.read(FILE);
    private static final NextCrmGenerator GENERATOR = new NextCrmGenerator(SEED, DOCUMENTS);
    private static EmbeddedServices services;
    private static Irregularities made;
    private static CheckReport report;

    @BeforeAll
    static void checkGeneratedData() throws Exception {
        services = EmbeddedServices.startAround(TestMongo::start);
        try (MongoClient client = MongoClients.create(services.addresses().mongodb())) {
            MongoDatabase database = client.getDatabase("nextcrm");
            new FirstLoad(GENERATOR, database).run();
            for (int number = 0; number < Facts.REMOVED_COLLECTIONS.size(); number++) {
                for (int document = 0; document <= number; document++) {
                    database.getCollection(Facts.REMOVED_COLLECTIONS.get(number), BsonDocument.class)
                            .insertOne(new BsonDocument("_id", new BsonInt32(document)));
                }
            }
        }
        made = new Irregularities(GENERATOR);
        report = check(services.addresses(), OptionalInt.empty());
    }

    @AfterAll
    static void stopServers() {
        services.close();
    }

    @Test
    void findsNoReasonNotToStart() {
        assertThat(report.findings()).noneMatch(finding -> finding.severity() == Severity.BLOCKING);
        assertThat(report.isReady()).isTrue();
        assertThat(report.documents()).isEqualTo(DOCUMENTS);
    }

    @Test
    void listsCollectionsThatTheFileDoesNotName() {
        Map<String, Long> expected = new TreeMap<>();
        for (int number = 0; number < Facts.REMOVED_COLLECTIONS.size(); number++) {
            expected.put("nextcrm." + Facts.REMOVED_COLLECTIONS.get(number), number + 1L);
        }
        assertThat(counts("collection-unmapped")).isEqualTo(expected);
    }

    @Test
    void listsFieldsThatTheFileDoesNotKnow() {
        assertThat(counts("unmapped-field")).isEqualTo(made.present(Facts.UNKNOWN.keySet()));
    }

    @Test
    void listsRequiredValuesThatAreAbsent() {
        Map<String, Long> absent = made.withoutValue(Facts.REQUIRED.keySet());
        absent.put("tasksComments.task|assigned_crm_account_task", made.commentsOnNothing());

        assertThat(counts("required-absent")).isEqualTo(absent);
        assertThat(counts("default-used")).isEqualTo(made.withoutValue(Facts.WITH_DEFAULT.keySet()));
    }

    @Test
    void listsEnumViolationsAndOldValues() {
        assertThat(counts("invalid-enum")).isEqualTo(made.strings(Facts.ENUMS, false));
        assertThat(counts("value-mapped")).isEqualTo(made.strings(Facts.MAPPED, true));
    }

    @Test
    void listsTextWithNul() {
        assertThat(counts("nul")).isEqualTo(made.nul()).isNotEmpty();
    }

    @Test
    void listsReferencesThatLeadNowhere() {
        Map<String, Long> expected = made.dangling(Facts.FOREIGN_KEYS);
        expected.put("tasksComments.task", made.commentTasks(false, false));
        expected.values().removeIf(count -> count == 0);

        assertThat(counts("dangling-reference")).isEqualTo(expected).containsKey("crm_Opportunities.campaign");
        assertThat(counts("dangling-plain")).isEqualTo(made.dangling(Facts.PLAIN_REFERENCES));
        assertThat(counts("dangling-edge")).isEqualTo(made.danglingEdges()).hasSizeGreaterThan(10);
    }

    @Test
    void tellsWhereTheIdsOfCommentsLive() {
        assertThat(counts("reference-elsewhere"))
                .isEqualTo(Map.of("tasksComments.task", made.commentTasks(false, true)));
        assertThat(counts("reference-ambiguous"))
                .isEqualTo(Map.of("tasksComments.task", made.commentTasks(true, true)));
    }

    @Test
    void listsWhereTheTwoEndsOfManyToManyDisagree() {
        assertThat(counts("edge-one-sided")).isEqualTo(made.oneSided()).hasSize(18);
        assertThat(counts("duplicate-edge")).isEqualTo(made.edgeElements(true));
        assertThat(counts("edge-null")).isEqualTo(made.edgeElements(false));
    }

    @Test
    void listsAddressesThatUsersShare() {
        Set<String> dead = GENERATOR.expectedDeadLetters().stream()
                .filter(letter -> letter.collection().equals("Users"))
                .map(ExpectedDeadLetter::documentId)
                .collect(Collectors.toSet());

        assertThat(counts("duplicate-value"))
                .isEqualTo(Map.of("Users index Users_email_key", made.sharedAddresses(dead, false)));
        assertThat(counts("duplicate-but-for-case"))
                .isEqualTo(Map.of("Users index Users_email_key", made.sharedAddresses(dead, true)));
    }

    @Test
    void listsTheDocumentsThatWouldBeDeadLetters() {
        Set<ExpectedDeadLetter> listed = new HashSet<>();
        for (Finding finding : of("dead-letter")) {
            String collection = finding.where().split("\\.")[0];
            String reason = finding.message().split(" ")[0];
            finding.examples().forEach(id -> listed.add(new ExpectedDeadLetter(collection, id, reason)));
        }
        assertThat(listed).isEqualTo(GENERATOR.expectedDeadLetters());
        assertThat(counts("dead-letter").values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(listed.size());
    }

    @Test
    void listsByFieldTheValuesThatDoNotConvert() {
        Set<String> reasons = Set.of("wrong-type", "not-exact", "out-of-range");
        Map<String, Long> listed = new TreeMap<>();
        reasons.forEach(reason ->
                counts(reason).forEach((field, count) -> listed.merge(field.split("\\.")[0], count, Long::sum)));

        assertThat(listed).isEqualTo(made(reasons)).hasSizeGreaterThan(5);
        assertThat(counts("out-of-range").values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(made(Set.of("out-of-range")).values().stream()
                        .mapToLong(Long::longValue)
                        .sum());
    }

    /** Dead letters that were generated for one of the reasons, by collection. */
    private static Map<String, Long> made(Set<String> reasons) {
        return GENERATOR.expectedDeadLetters().stream()
                .filter(letter -> reasons.contains(letter.reason()))
                .collect(Collectors.groupingBy(ExpectedDeadLetter::collection, TreeMap::new, Collectors.counting()));
    }

    @Test
    void tellsTheTypesOfEveryField() {
        List<FieldProfile> fields = report.collections().stream()
                .map(CollectionProfile::fields)
                .flatMap(List::stream)
                .filter(field -> !field.field().endsWith("[]"))
                .toList();

        assertThat(fields).hasSizeGreaterThan(390);
        assertThat(fields)
                .allSatisfy(field ->
                        assertThat(byType(field.kinds())).as(field.field()).isEqualTo(made.kinds(field.field())));
        Facts.CHANGED_TYPES.forEach((field, type) -> assertThat(of("converted-type"))
                .as(field)
                .anyMatch(finding ->
                        finding.where().equals(field) && finding.message().startsWith(type)));
    }

    @Test
    void namesTheFieldsThatNoDocumentHasAValueIn() {
        Set<String> found = of("no-value").stream().map(Finding::where).collect(Collectors.toSet());
        Set<String> without = new HashSet<>();
        for (CollectionProfile collection : report.collections()) {
            collection.fields().stream()
                    .map(FieldProfile::field)
                    .filter(field -> collection.documents() > 0 && !field.endsWith("[]"))
                    .filter(field -> Set.of("absent", "NULL")
                            .containsAll(made.kinds(field).keySet()))
                    .forEach(without::add);
        }

        assertThat(without).isNotEmpty();
        assertThat(found).isEqualTo(without);
    }

    @Test
    void saysNothingThatItDoesNotSayByNumber() {
        Set<String> codes = report.findings().stream().map(Finding::code).collect(Collectors.toSet());

        assertThat(codes)
                .containsExactlyInAnyOrder(
                        "collection-unmapped",
                        "converted-type",
                        "counts-as-absent",
                        "dangling-edge",
                        "dangling-plain",
                        "dangling-reference",
                        "dead-letter",
                        "default-used",
                        "duplicate-but-for-case",
                        "duplicate-value",
                        "duplicate-edge",
                        "edge-null",
                        "edge-one-sided",
                        "extension-missing",
                        "id-type",
                        "invalid-enum",
                        "no-value",
                        "not-exact",
                        "nul",
                        "oplog-window",
                        "out-of-range",
                        "reference-ambiguous",
                        "reference-elsewhere",
                        "reference-to-dead-letter",
                        "required-absent",
                        "target-space",
                        "unmapped-field",
                        "value-mapped",
                        "wrong-type");
    }

    @Test
    void showsNoValues() {
        String json = CheckJson.of(report);
        StringWriter text = new StringWriter();
        new CheckText(new PrintWriter(text, true), true).print(report);

        for (String secret : List.of("$2a$10$", "secret_", "sk-", "@example", "Jarní", "1 500 000")) {
            assertThat(json).doesNotContain(secret);
            assertThat(text.toString()).doesNotContain(secret);
        }
    }

    @Test
    void changesNothingAnywhere() throws Exception {
        Addresses addresses = services.addresses();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", addresses.kafka()))) {
            assertThat(admin.listTopics().names().get()).isEmpty();
        }
        try (Connection connection = TargetConnection.open(PostgresAddress.parse(addresses.postgres()));
                ResultSet row = connection
                        .createStatement()
                        .executeQuery(
                                "SELECT (SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace)"
                                        + " + (SELECT count(*) FROM pg_namespace WHERE nspname = 'tidegate')")) {
            row.next();
            assertThat(row.getLong(1)).isZero();
        }
        try (MongoClient client = MongoClients.create(addresses.mongodb())) {
            MongoDatabase database = client.getDatabase("nextcrm");
            List<String> collections = database.listCollectionNames().into(new ArrayList<>());
            long documents = collections.stream()
                    .mapToLong(name -> database.getCollection(name).countDocuments())
                    .sum();
            assertThat(documents).isEqualTo(DOCUMENTS + 7 * 8 / 2);
        }
    }

    @Test
    void checksASampleThatItsSeedRepeats() throws Exception {
        CheckReport first = check(services.addresses(), OptionalInt.of(20));
        CheckReport again = check(services.addresses(), OptionalInt.of(20));

        assertThat(again.findings()).isEqualTo(first.findings());
        assertThat(first.documents())
                .isEqualTo(GENERATOR.counts().values().stream()
                        .mapToLong(count -> Math.min(20, count))
                        .sum());
        assertThat(first.findings()).anyMatch(finding -> finding.code().equals("not-checked"));
        assertThat(first.findings()).noneMatch(finding -> finding.code().startsWith("dangling"));
    }

    @Test
    void goesOnWhereServersAreAway() throws Exception {
        Addresses nobody = new Addresses(
                services.addresses().mongodbUri(),
                Optional.of("127.0.0.1:1"),
                Optional.of("postgresql://tester:geheim@127.0.0.1:1/shop"));
        CheckReport found = check(nobody, OptionalInt.of(5));
        assertThat(found.isReady()).isFalse();
        assertThat(found.findings().stream()
                        .filter(finding -> finding.severity() == Severity.BLOCKING)
                        .map(Finding::code))
                .containsExactly("kafka-unreachable", "target-unreachable");
        assertThat(found.documents()).isPositive();
        assertThat(CheckJson.of(found)).doesNotContain("geheim");

        Addresses noMongo = new Addresses(
                Optional.of("mongodb://tester:geheim@127.0.0.1:1/?replicaSet=rs0"),
                services.addresses().kafkaBootstrapServers(),
                Optional.empty());
        CheckReport without = check(noMongo, OptionalInt.empty());
        assertThat(without.findings().stream().map(Finding::code))
                .containsExactly("address-missing", "source-unreachable");
        assertThat(CheckJson.of(without)).doesNotContain("geheim");
    }

    private static CheckReport check(Addresses addresses, OptionalInt sample) throws Exception {
        var settings = new ScanSettings(sample, SEED, OptionalLong.empty());
        var progress = new CheckProgress(new PrintWriter(new StringWriter()), false);
        return new CheckRun(NEXTCRM, Files.readString(FILE), CheckedServers.of(addresses), settings, Clock.systemUTC())
                .run(progress);
    }

    private static List<Finding> of(String code) {
        return report.findings().stream()
                .filter(finding -> finding.code().equals(code))
                .toList();
    }

    private static Map<String, Long> counts(String code) {
        Map<String, Long> counts = new TreeMap<>();
        of(code).forEach(finding -> counts.merge(finding.where(), finding.count(), Long::sum));
        return counts;
    }

    /** The check's names of kinds as BSON types. */
    private static Map<String, Long> byType(Map<String, Long> kinds) {
        Map<String, String> names = Map.ofEntries(
                Map.entry("absent", "absent"),
                Map.entry("array", "ARRAY"),
                Map.entry("binData", "BINARY"),
                Map.entry("bool", "BOOLEAN"),
                Map.entry("date", "DATE_TIME"),
                Map.entry("decimal", "DECIMAL128"),
                Map.entry("double", "DOUBLE"),
                Map.entry("int", "INT32"),
                Map.entry("long", "INT64"),
                Map.entry("null", "NULL"),
                Map.entry("object", "DOCUMENT"),
                Map.entry("objectId", "OBJECT_ID"),
                Map.entry("regex", "REGULAR_EXPRESSION"),
                Map.entry("string", "STRING"),
                Map.entry("timestamp", "TIMESTAMP"));
        Map<String, Long> types = new TreeMap<>();
        kinds.forEach((kind, count) -> types.merge(names.getOrDefault(kind.split(" ")[0], kind), count, Long::sum));
        return types;
    }
}
