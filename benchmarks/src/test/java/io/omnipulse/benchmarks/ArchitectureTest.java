package io.omnipulse.benchmarks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.omnipulse.benchmarks");

    @Test
    void only_the_rival_knows_flink() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..rival..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.flink..")
                .check(CLASSES);
    }

    @Test
    void only_what_measures_single_functions_knows_jmh() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..micro..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.openjdk.jmh..")
                .check(CLASSES);
    }

    @Test
    void what_is_right_is_computed_without_the_engine_and_its_rivals() {
        noClasses()
                .that()
                .haveSimpleName("Reference")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.omnipulse.engine.stream..",
                        "io.omnipulse.engine.core.journey..",
                        "io.omnipulse.engine.core.pane..",
                        "io.omnipulse.benchmarks.rival..",
                        "org.apache.kafka..")
                .check(CLASSES);
    }

    @Test
    void every_figure_is_explained_with_its_goal() throws IOException {
        String page = Files.readString(Path.of("../docs/performance.md"));

        assertThat(Goals.NAMES).allSatisfy(name -> assertThat(page).contains("| `" + name + "` |"));
        assertThat(page)
                .contains("| `limit` |", "| `idiomatic_cpu` |")
                .contains("| `flink_heap_cpu` |", "| `flink_rocksdb_cpu` |");
    }
}
