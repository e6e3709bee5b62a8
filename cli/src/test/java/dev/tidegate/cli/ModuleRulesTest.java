package dev.tidegate.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.tidegate.cli.command.ExplainCommand;
import dev.tidegate.events.source.RangeState;
import dev.tidegate.events.source.SourcePosition;
import dev.tidegate.events.source.SourceStateRecords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bson.BsonTimestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which module may know which, over all of them: only the command sees everything. */
class ModuleRulesTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.tidegate");

    /** Each module's package, and the modules that it may know beside itself. */
    private static final Map<String, List<String>> MAY_KNOW = Map.ofEntries(
            Map.entry("mapping", List.of()),
            Map.entry("events", List.of("mapping")),
            Map.entry("source", List.of("mapping", "events")),
            Map.entry("transform", List.of("mapping", "events")),
            Map.entry("sink", List.of("mapping", "events")),
            Map.entry("validator", List.of("mapping")),
            Map.entry("preflight", List.of("mapping", "events", "transform", "sink", "validator")),
            Map.entry("operate", List.of("mapping", "events", "validator")),
            Map.entry("cutover", List.of("mapping", "validator", "operate")),
            Map.entry("workload", List.of("mapping")),
            Map.entry("embedded", List.of()));

    private static final String[] WITHOUT_POSITIONS = {
        packages("events"), packages("mapping"), packages("operate"), packages("cli")
    };

    /** BSON is theirs because a document, its id or its values are. */
    private static final DescribedPredicate<JavaClass> OF_DOCUMENTS = resideInAnyPackage(
                    "dev.tidegate.mapping.bson",
                    "dev.tidegate.mapping.id",
                    "dev.tidegate.events.raw",
                    "dev.tidegate.events.reread",
                    "dev.tidegate.operate.errors",
                    "dev.tidegate.operate.explain",
                    "dev.tidegate.operate.rows")
            .or(equivalentTo(RangeState.class))
            .or(equivalentTo(ExplainCommand.class));

    /** BSON writes and reads their JSON: ranges and passes hold ids, a constant of the file quoted text. */
    private static final DescribedPredicate<JavaClass> WITH_JSON = equivalentTo(SourceStateRecords.class)
            .or(name("dev.tidegate.events.source.SourceStateView"))
            .or(name("dev.tidegate.operate.verify.PassProgressRow"))
            .or(name("dev.tidegate.mapping.file.Json"));

    static List<String> modules() {
        return MAY_KNOW.keySet().stream().sorted().toList();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void knowsNoModuleButThoseOfTheDesign(String module) {
        List<String> allowed = new ArrayList<>(MAY_KNOW.get(module));
        allowed.add(module);
        classes()
                .that()
                .resideInAPackage(packages(module))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                allowed.stream().map(ModuleRulesTest::packages).toArray(String[]::new))
                        .or(not(resideInAnyPackage("dev.tidegate.."))))
                .check(CLASSES);
    }

    @Test
    void declarationsNeedNoServer() {
        noClasses()
                .that()
                .resideInAPackage(packages("mapping"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "java.sql..", "org.postgresql..", "com.mongodb.client..")
                .check(CLASSES);
    }

    @Test
    void eachServersDriverStaysInItsStage() {
        noClasses()
                .that()
                .resideInAnyPackage(packages("source"), packages("transform"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "org.postgresql..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(packages("transform"), packages("sink"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.mongodb.client..", "io.debezium..")
                .check(CLASSES);
    }

    /** So that a second kind of source has its place: a document, its id and its values are BSON here, nothing else. */
    @Test
    void positionsAreOpaqueOutsideOfTheSource() {
        noClasses()
                .that(resideInAnyPackage(WITHOUT_POSITIONS)
                        .and(not(OF_DOCUMENTS))
                        .and(not(WITH_JSON)))
                .should()
                .dependOnClassesThat(resideInAPackage("org.bson.."))
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(WITHOUT_POSITIONS)
                .should()
                .dependOnClassesThat(equivalentTo(BsonTimestamp.class)
                        .or(resideInAPackage("com.mongodb.client.model.changestream.."))
                        .or(nameMatching("com\\.mongodb\\..*ChangeStream.*")))
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages(packages("source"), packages("events"))
                .should()
                .callMethod(SourcePosition.class, "value")
                .orShould()
                .callConstructor(SourcePosition.class, long.class, Instant.class)
                .check(CLASSES);
    }

    /** Each package is a slice of its own, the module's root as well. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mapping",
                "events",
                "source",
                "transform",
                "sink",
                "validator",
                "operate",
                "workload",
                "embedded",
                "cli"
            })
    void packagesOfAModuleDoNotDependOnEachOtherInCircles(String module) {
        slices().assignedFrom(new PackagesOf(module)).should().beFreeOfCycles().check(CLASSES);
    }

    private record PackagesOf(String module) implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getPackageName();
            return (name + ".").startsWith("dev.tidegate." + module + ".")
                    ? SliceIdentifier.of(name)
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages of " + module;
        }
    }

    @Test
    void everyModuleIsChecked() {
        String[] modules = CLASSES.stream()
                .map(type -> type.getPackageName().split("\\.")[2])
                .distinct()
                .sorted()
                .toArray(String[]::new);
        assertThat(Arrays.asList(modules)).contains("cli").containsAll(MAY_KNOW.keySet());
    }

    private static String packages(String module) {
        return "dev.tidegate." + module + "..";
    }
}
