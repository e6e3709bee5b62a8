package dev.tidegate.validator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The proof must be able to disagree with what it proves. */
class ModuleRulesTest {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.tidegate.validator");

    @Test
    void knowsDeclarationsAndIdsAlone() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..",
                        "io.debezium..",
                        "dev.tidegate.transform..",
                        "dev.tidegate.sink..",
                        "dev.tidegate.source..",
                        "dev.tidegate.events..",
                        "dev.tidegate.mapping.file..",
                        "dev.tidegate.embedded..")
                .check(classes);
    }
}
