package io.omnipulse.engine;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/**
 * The dependency rules of docs/architecture.md: what each package may use, and what nobody may do.
 */
class ArchitectureTest {
    private static final String CORE = "io.omnipulse.engine.core..";
    private static final String STREAM = "io.omnipulse.engine.stream..";
    private static final String SERVE = "io.omnipulse.engine.serve..";
    private static final String CONFIG = "io.omnipulse.engine.config..";
    private static final String RUNTIME = "io.omnipulse.engine.runtime..";
    private static final String EMBEDDED = "io.omnipulse.engine.embedded..";
    private static final String BACKFILL = "io.omnipulse.engine.backfill..";
    private static final String DASHBOARD = "io.omnipulse.engine.dashboard..";
    private static final String CLI = "io.omnipulse.engine.cli..";
    private static final String ENGINE = "io.omnipulse.engine..";
    private static final String PRODUCERS = "io.omnipulse.producers..";
    private static final String SCHEMAS = "io.omnipulse.schemas..";
    private static final String[] HTTP = {
        "io.javalin..", "org.eclipse.jetty..", "com.sun.net.httpserver..", "java.net.http.."
    };
    private static final String[] METERS = {"io.micrometer..", "io.prometheus.."};

    /** Where time, chance and identity come from the machine and not from the events. */
    private static final Set<String> CLOCKS_AND_CHANCE =
            Set.of(
                    "java.time.Instant.now",
                    "java.time.LocalDate.now",
                    "java.time.LocalDateTime.now",
                    "java.time.OffsetDateTime.now",
                    "java.time.ZonedDateTime.now",
                    "java.time.Clock.systemUTC",
                    "java.time.Clock.systemDefaultZone",
                    "java.lang.System.currentTimeMillis",
                    "java.lang.System.nanoTime",
                    "java.lang.Math.random",
                    "java.util.UUID.randomUUID",
                    "java.util.concurrent.ThreadLocalRandom.current",
                    "java.security.SecureRandom.<init>");

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.omnipulse");

    @Test
    void the_rules_look_at_every_package() {
        // When
        int core = CLASSES.that(resideInAPackage(CORE)).size();
        // Then
        assertThat(core).isGreaterThan(50);
        for (String each :
                new String[] {
                    STREAM, SERVE, CONFIG, RUNTIME, EMBEDDED, BACKFILL, DASHBOARD, CLI, PRODUCERS,
                    SCHEMAS
                }) {
            assertThat(CLASSES.that(resideInAPackage(each))).as(each).isNotEmpty();
        }
    }

    @Test
    void the_core_uses_java_and_jspecify_only() {
        check(
                in(CORE).should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(CORE, "java..", "org.jspecify.annotations.."));
    }

    @Test
    void the_core_opens_nothing_and_logs_nothing() {
        check(
                none(CORE)
                        .should()
                        .dependOnClassesThat(
                                resideInAnyPackage(
                                                "java.io..",
                                                "java.nio.file..",
                                                "java.net..",
                                                "java.sql..",
                                                "java.util.logging..")
                                        .and(not(assignableTo(Exception.class)))) // what an
                        // Appendable may
                        // throw
                        .because("the core is pure: it reads no file, no network and no clock"));
    }

    @Test
    void the_stream_knows_neither_the_life_cycle_nor_the_readers() {
        check(
                none(STREAM)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(SERVE, RUNTIME, CONFIG, CLI, EMBEDDED, PRODUCERS));
        check(none(STREAM).should().dependOnClassesThat().resideInAnyPackage(HTTP));
        check(none(STREAM).should().dependOnClassesThat().resideInAnyPackage(METERS));
        check(
                none(STREAM)
                        .should()
                        .dependOnClassesThat()
                        .haveFullyQualifiedName("org.apache.kafka.streams.KafkaStreams"));
    }

    @Test
    void the_read_side_reads_published_topics_and_never_the_stream_or_its_stores() {
        check(
                none(SERVE)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(STREAM, RUNTIME, CONFIG, CLI, EMBEDDED, PRODUCERS));
        check(
                none(SERVE)
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("org.apache.kafka.streams.."));
        check(
                none(SERVE)
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("org.apache.kafka.clients.producer.."));
    }

    @Test
    void the_configuration_knows_no_client_of_kafka() {
        check(none(CONFIG).should().dependOnClassesThat().resideInAPackage("org.apache.kafka.."));
        check(
                none(CONFIG)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(STREAM, SERVE, RUNTIME, CLI, EMBEDDED, PRODUCERS));
    }

    @Test
    void the_life_cycle_serves_nobody() {
        check(
                none(RUNTIME)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(SERVE, CLI, EMBEDDED, PRODUCERS));
        check(none(RUNTIME).should().dependOnClassesThat().resideInAnyPackage(HTTP));
    }

    @Test
    void the_embedded_broker_knows_nothing_of_kpis() {
        check(
                none(EMBEDDED)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(CORE, STREAM, SERVE, CONFIG, RUNTIME, CLI, PRODUCERS));
    }

    @Test
    void a_backfill_serves_nobody_and_reads_no_configuration() {
        check(none(BACKFILL).should().dependOnClassesThat().resideInAnyPackage(SERVE, CONFIG, CLI));
    }

    @Test
    void dashboards_are_text_made_of_the_catalogue() {
        check(
                in(DASHBOARD)
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(
                                DASHBOARD,
                                CORE,
                                "com.fasterxml.jackson..",
                                "java.lang..",
                                "java.util..",
                                "org.jspecify.annotations.."));
    }

    @Test
    void only_the_commit_hook_touches_the_internals_of_kafka_streams() {
        check(
                noClasses()
                        .that()
                        .doNotHaveFullyQualifiedName("io.omnipulse.engine.stream.CommitHook")
                        .and()
                        .haveNameNotMatching("io\\.omnipulse\\.engine\\.stream\\.CommitHook\\$.*")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "org.apache.kafka.streams.processor.internals..",
                                "org.apache.kafka.streams.state.internals.."));
    }

    @Test
    void only_the_embedded_broker_touches_the_classes_of_a_broker() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackage(EMBEDDED)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "kafka..",
                                "org.apache.kafka.metadata..",
                                "org.apache.kafka.server..",
                                "org.apache.kafka.raft.."));
    }

    @Test
    void the_core_and_the_stream_ask_no_clock_and_no_chance() {
        check(
                noClasses()
                        .that()
                        .resideInAnyPackage(CORE, STREAM)
                        .should()
                        .accessTargetWhere(
                                describe(
                                        "a clock or chance",
                                        (JavaAccess<?> access) ->
                                                CLOCKS_AND_CHANCE.contains(nameOf(access)))));
        check(
                noClasses()
                        .that()
                        .resideInAnyPackage(CORE, STREAM)
                        .should()
                        .callConstructor(Random.class)
                        .because("chance without a seed cannot be repeated"));
    }

    private static String nameOf(JavaAccess<?> access) {
        return access.getTargetOwner().getFullName() + "." + access.getTarget().getName();
    }

    @Test
    void only_mains_end_the_process() {
        check(
                noClasses()
                        .that()
                        .haveSimpleNameNotEndingWith("Main")
                        .should()
                        .callMethod(System.class, "exit", int.class)
                        .orShould()
                        .callMethod(Runtime.class, "exit", int.class));
    }

    @Test
    void no_static_field_changes() {
        check(
                fields().that()
                        .areStatic()
                        .and()
                        .areDeclaredInClassesThat(resideInAnyPackage(ENGINE, PRODUCERS, SCHEMAS))
                        .and(not(madeByTheCompiler()))
                        .should()
                        .beFinal());
    }

    private static DescribedPredicate<JavaField> madeByTheCompiler() {
        return describe(
                "made by the compiler",
                field -> field.getModifiers().contains(JavaModifier.SYNTHETIC));
    }

    @Test
    void packages_of_the_engine_depend_on_each_other_one_way() {
        check(slices().matching("io.omnipulse.engine.(*)..").should().beFreeOfCycles());
        check(slices().matching("io.omnipulse.engine.core.(*)..").should().beFreeOfCycles());
    }

    @Test
    void producers_and_the_engine_meet_in_the_commands_only() {
        check(none(PRODUCERS).should().dependOnClassesThat().resideInAPackage(ENGINE));
        check(none(SCHEMAS).should().dependOnClassesThat().resideInAnyPackage(ENGINE, PRODUCERS));
        check(
                noClasses()
                        .that()
                        .resideInAPackage(ENGINE)
                        .and()
                        .resideOutsideOfPackage(CLI)
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(PRODUCERS));
    }

    @Test
    void only_mains_use_the_commands() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackage(CLI)
                        .and()
                        .haveSimpleNameNotEndingWith("Main")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(CLI));
    }

    @Test
    void every_package_says_that_nothing_is_null() {
        check(
                classes()
                        .that()
                        .resideInAnyPackage(ENGINE, PRODUCERS, SCHEMAS)
                        .should(
                                ArchCondition.from(
                                        describe(
                                                "be in a package that is null-marked",
                                                type ->
                                                        type.getPackage()
                                                                .isAnnotatedWith(
                                                                        NullMarked.class)))));
    }

    private static GivenClassesConjunction in(String packages) {
        return classes().that().resideInAPackage(packages);
    }

    private static GivenClassesConjunction none(String packages) {
        return noClasses().that().resideInAPackage(packages);
    }

    private static void check(ArchRule rule) {
        rule.check(CLASSES);
    }
}
