package dev.tidegate.mapping;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses MAPPING = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.tidegate.mapping");

    @Test
    void knowsNoServerAndNoOtherModule() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..",
                        "java.sql..",
                        "javax.sql..",
                        "org.postgresql..",
                        "com.mongodb..",
                        "io.debezium..")
                .check(MAPPING);
        noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.tidegate..").and(resideOutsideOfPackage("dev.tidegate.mapping..")))
                .check(MAPPING);
    }

    @Test
    void declarationsKnowNeitherFileNorSql() {
        noClasses()
                .that()
                .resideInAPackage("dev.tidegate.mapping.declaration")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.tidegate.mapping.file", "dev.tidegate.mapping.ddl", "org.yaml..")
                .check(MAPPING);
    }
}
