package dev.csms.app.gates;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The walls of the house (docs/architecture.md). */
class ArchitectureTest {

    /** The program, without its tests. */
    static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.csms");

    @Test
    void the_domain_knows_nobody() {
        noClasses()
                .that()
                .resideInAPackage("dev.csms.domain..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.csms.app..",
                        "dev.csms.ocpp..",
                        "dev.csms.query..",
                        "org.springframework..",
                        "java.sql..",
                        "javax.sql..",
                        "com.fasterxml..",
                        "tools.jackson..",
                        "io.netty..",
                        "graphql..",
                        "jakarta..")
                .check(ALL);
    }

    @Test
    void the_adapter_knows_the_domain_alone() {
        noClasses()
                .that()
                .resideInAPackage("dev.csms.ocpp..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.csms.app..", "dev.csms.query..", "org.springframework..", "java.sql..", "graphql..")
                .check(ALL);
    }

    @Test
    void the_query_side_knows_the_domain_alone() {
        noClasses()
                .that()
                .resideInAPackage("dev.csms.query..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.csms.app..", "dev.csms.ocpp..", "io.netty..")
                .check(ALL);
    }

    @Test
    void frames_know_nothing_of_what_any_action_means() {
        noClasses()
                .that()
                .resideInAPackage("dev.csms.ocpp.rpc..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.csms.ocpp.v16..")
                .check(ALL);
    }

    @Test
    void packages_of_the_store_and_of_postgresql_stand_alone() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.csms.app.postgres..", "dev.csms.app.eventstore..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.springframework.."))
                .check(ALL);
        SlicesRuleDefinition.slices()
                .matching("dev.csms.app.(*)..")
                .should()
                .beFreeOfCycles()
                .check(ALL);
    }

    @Test
    void no_class_is_named_after_nothing() {
        List<String> empty = List.of("Service", "Manager", "Helper", "Util", "Utils", "Impl", "Dto");
        classes()
                .should(new ArchCondition<>("be named after what they are") {
                    @Override
                    public void check(JavaClass checked, ConditionEvents events) {
                        empty.stream()
                                .filter(checked.getSimpleName()::endsWith)
                                .forEach(word -> events.add(
                                        SimpleConditionEvent.violated(checked, checked.getName() + " names nothing")));
                    }
                })
                .check(ALL);
    }

    @Test
    void every_package_says_what_may_be_null() {
        classes()
                .that()
                .haveNameNotMatching(".*package-info")
                .should(new ArchCondition<>("live in a @NullMarked package") {
                    @Override
                    public void check(JavaClass checked, ConditionEvents events) {
                        if (!checked.getPackage().isAnnotatedWith(NullMarked.class)) {
                            events.add(SimpleConditionEvent.violated(
                                    checked, checked.getPackageName() + " has no @NullMarked package-info"));
                        }
                    }
                })
                .check(ALL);
    }

    @Test
    void the_domain_does_not_look_at_the_clock() {
        noClasses()
                .that()
                .resideInAPackage("dev.csms.domain..")
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(ALL);
    }

    @Test
    void aggregates_change_only_by_events() {
        methods()
                .that()
                .areAnnotatedWith(EventSourcingHandler.class)
                .should()
                .bePackagePrivate()
                .check(ALL);
    }

    /** Axon takes such a configuration without a word and ignores it, so that the reader would begin with the first event. */
    @Test
    void no_reader_of_the_log_is_configured_as_one_of_another_kind() {
        noClasses()
                .should()
                .callMethodWhere(JavaCall.Predicates.target(
                        HasName.Predicates.name("registerPooledStreamingEventProcessorConfiguration")))
                .check(ALL);
    }
}
