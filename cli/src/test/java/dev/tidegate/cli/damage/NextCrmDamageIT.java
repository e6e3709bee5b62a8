package dev.tidegate.cli.damage;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.tidegate.cli.Tidegate;
import dev.tidegate.cli.command.ExitCode;
import dev.tidegate.cli.service.EmbeddedServices;
import dev.tidegate.embedded.mongo.TestMongo;
import dev.tidegate.embedded.process.ChildJvm;
import dev.tidegate.mapping.address.PostgresAddress;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.operate.address.Addresses;
import dev.tidegate.operate.address.TargetConnection;
import dev.tidegate.validator.Validation;
import dev.tidegate.validator.ValidationProgress;
import dev.tidegate.validator.ValidatorConfig;
import dev.tidegate.validator.difference.Difference;
import dev.tidegate.validator.pipeline.Pipeline;
import dev.tidegate.validator.result.Coverage;
import dev.tidegate.validator.result.ValidationResult;
import dev.tidegate.workload.FirstLoad;
import dev.tidegate.workload.NextCrmGenerator;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * NextCRM, moved by the real pipeline; then every kind of damage that applies is planted in every table and every column,
 * and each must be named, and nothing else. docs/validation.md has the table of what was found.
 */
@Tag("mongodb")
class NextCrmDamageIT {
    private static final Path NEXTCRM = Path.of("..", "migrations", "nextcrm", "migration.yaml");
    private static final int DOCUMENTS = 2_000;
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final String MOVED = "moved";
    private static final String CRAFTED = "crafted";
    private static final String DAMAGED = "damaged";

    @TempDir
    private static Path directory;

    private static EmbeddedServices services;
    private final DamageTable table = new DamageTable();

    @BeforeAll
    static void move() throws SQLException {
        services = EmbeddedServices.startAround(TestMongo::start);
        administer("CREATE DATABASE " + MOVED);
        administer("CREATE DATABASE " + CRAFTED);
        try (MongoClient client = MongoClients.create(services.addresses().mongodb())) {
            new FirstLoad(new NextCrmGenerator(3, DOCUMENTS), client.getDatabase("nextcrm")).run();
            try (Connection connection = connect(CRAFTED)) {
                CraftedSource.fill(client, connection);
            }
        }
        List<String> run = List.of(
                "run",
                "-f",
                NEXTCRM.toString(),
                "--until-drained",
                "--state-dir",
                directory.resolve("state").toString(),
                "--errors",
                directory.resolve("errors.log").toString());
        Map<String, String> environment = Map.of(
                Addresses.MONGODB, services.addresses().mongodb(),
                Addresses.KAFKA, services.addresses().kafka(),
                Addresses.POSTGRES, url(MOVED));
        try (ChildJvm child = ChildJvm.start(Tidegate.class, run, environment)) {
            assertThat(child.awaitExit(PATIENCE))
                    .as(() -> String.join("\n", child.output()))
                    .isEqualTo(ExitCode.DONE);
        }
    }

    @AfterAll
    static void stop() {
        services.close();
    }

    @Test
    void eachDamageIsNamedAndNothingElseIsReported() throws SQLException {
        Migration nextCrm = MigrationFile.read(NEXTCRM);
        assertEqual(nextCrm, MOVED);
        List<List<Damage>> passes = plan(nextCrm, MOVED);
        requireEveryTableAndColumn(nextCrm, passes);
        for (List<Damage> pass : passes) {
            damageAndDemand(nextCrm, MOVED, pass);
        }
        assertEqual(CraftedSource.MIGRATION, CRAFTED);
        for (List<Damage> pass : craftedPasses()) {
            damageAndDemand(CraftedSource.MIGRATION, CRAFTED, pass);
        }
        if (DamageTable.isToBeWritten()) {
            table.write();
        }
        assertThat(table.markdown())
                .as("the table in docs/validation.md; -Dtidegate.docs=write writes it")
                .isEqualTo(DamageTable.written());
    }

    private static void assertEqual(Migration migration, String database) throws SQLException {
        ValidationResult result = validate(migration, database);
        assertThat(result.differences()).isEmpty();
        assertThat(result.passes()).isTrue();
    }

    private static List<List<Damage>> plan(Migration migration, String database) throws SQLException {
        try (Connection connection = connect(database)) {
            return new DamagePlan(migration, new Target(connection)).passes();
        }
    }

    private static List<List<Damage>> craftedPasses() throws SQLException {
        List<List<Damage>> passes = new ArrayList<>(plan(CraftedSource.MIGRATION, CRAFTED));
        try (Connection connection = connect(CRAFTED)) {
            passes.add(CraftedSource.children(new Target(connection)));
        }
        return passes;
    }

    /** The plan leaves nothing out: each table has a row missing, each column a value changed. */
    private static void requireEveryTableAndColumn(Migration migration, List<List<Damage>> passes) {
        Set<String> planned = passes.stream()
                .flatMap(List::stream)
                .map(damage ->
                        damage.table() + damage.column().map(name -> "." + name).orElse(""))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> wanted = new TreeSet<>();
        migration.tables().forEach(each -> wanted.add(each.name()));
        for (CollectionMapping collection : migration.collections()) {
            migration.table(collection.table()).columns().stream()
                    .map(Column::name)
                    .filter(name -> !name.equals(collection.idColumn()))
                    .forEach(name -> wanted.add(collection.table() + "." + name));
        }
        assertThat(wanted).hasSizeGreaterThan(migration.tables().size() * 5);
        assertThat(planned).containsAll(wanted);
    }

    private void damageAndDemand(Migration migration, String database, List<Damage> damages) throws SQLException {
        administer("DROP DATABASE IF EXISTS " + DAMAGED);
        administer("CREATE DATABASE " + DAMAGED + " TEMPLATE " + database);
        try (Connection connection = connect(DAMAGED)) {
            Target target = new Target(connection);
            damages.forEach(damage -> target.change(damage.sql()));
        }
        ValidationResult result = validate(migration, DAMAGED);
        Set<Difference> unexplained = new java.util.LinkedHashSet<>(result.differences());
        List<Damage> unseen = new ArrayList<>();
        for (Damage damage : damages) {
            table.planted(damage);
            List<Difference> naming =
                    result.differences().stream().filter(damage::isNamedBy).toList();
            naming.forEach(difference -> table.named(damage, difference));
            if (naming.isEmpty()) {
                unseen.add(damage);
            }
            naming.forEach(unexplained::remove);
            result.differences().stream().filter(damage::explains).forEach(difference -> {
                table.followed(damage, difference);
                unexplained.remove(difference);
            });
        }
        assertThat(unseen).as(() -> "not named, among " + unexplained).isEmpty();
        assertThat(unexplained).as("reported, and nobody did it").isEmpty();
        assertThat(result.passes()).isFalse();
    }

    private static ValidationResult validate(Migration migration, String database) {
        var config = new ValidatorConfig(
                migration,
                services.addresses().mongodb(),
                TargetConnection.jdbcUrl(PostgresAddress.parse(url(database))));
        return new Validation(config, Pipeline.AT_REST).run(new Coverage.Full(), ValidationProgress.SILENT);
    }

    private static String url(String database) {
        return services.addresses().postgres().replaceAll("/postgres$", "/" + database);
    }

    private static Connection connect(String database) throws SQLException {
        return TargetConnection.open(PostgresAddress.parse(url(database)));
    }

    private static void administer(String sql) throws SQLException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
