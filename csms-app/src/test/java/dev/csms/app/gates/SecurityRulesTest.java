package dev.csms.app.gates;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessField;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.UncheckedIOException;
import java.lang.foreign.Linker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import javax.naming.InitialContext;
import javax.naming.InvalidNameException;
import javax.naming.NamingException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.SerializationUtils;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/**
 * What has let strangers into other programs is not in this one; whoever has a reason is named. Each rule is also held
 * against a class that breaks it, so that it is known to find one.
 */
class SecurityRulesTest {

    private static final String EMBEDDED_POSTGRES = "dev.csms.app.postgres.EmbeddedPostgres";

    /** Whoever sends serialised objects chooses which code of ours runs while they are read. */
    private static final ArchRule NOTHING_IS_SERIALISED = noClasses()
            .should(dependOnClassesThat(assignableTo(ObjectInput.class)
                    .or(assignableTo(ObjectOutput.class))
                    .or(belongToAnyOf(SerializationUtils.class))
                    .or(HasName.Predicates.name("org.axonframework.serialization.JavaSerializer"))
                    .or(resideInAnyPackage(
                            "org.axonframework.serialization.xml..",
                            "com.thoughtworks.xstream..",
                            "org.springframework.core.serializer.."))));

    /** The embedded database is launched, and this program by itself: to learn how to start, and then to start so. */
    private static final ArchRule NO_PROGRAM_IS_RUN = noClasses()
            .that(areNot(
                    EMBEDDED_POSTGRES,
                    "dev.csms.app.postgres.OrdinaryUser",
                    "dev.csms.app.startup.Rehearsal",
                    "dev.csms.app.startup.WarmStart"))
            .should(dependOnClassesThat(belongToAnyOf(ProcessBuilder.class, Linker.class)))
            .orShould(callMethodWhere(target(Runtime.class, "exec")));

    /**
     * Statements without parameters are constants of few. That those with parameters are put together of constants is
     * what FindSecBugs looks after (.ci/spotbugs/sql-sinks.txt).
     */
    private static final ArchRule SQL_HAS_PARAMETERS = noClasses()
            .that(areNot(
                    EMBEDDED_POSTGRES,
                    "dev.csms.app.eventstore.LogConnection",
                    "dev.csms.query.feed.ChangeFeed$Listening",
                    "dev.csms.app.axon.ProjectionTransactions"))
            .should(callMethodWhere(target(Connection.class, "createStatement")));

    /** These random numbers spread load, or tell messages or tables apart; all others come from {@link SecureRandom}. */
    private static final ArchRule SECRETS_CANNOT_BE_GUESSED = noClasses()
            .that(areNot(
                    "dev.csms.ocpp.websocket.HttpAnswer",
                    "dev.csms.ocpp.websocket.WebSocketConnection",
                    "dev.csms.app.axon.ConflictRetry",
                    "dev.csms.app.eventstore.TimeOrderedIdentifiers",
                    "dev.csms.app.housekeeping.Housekeeping",
                    "dev.csms.app.localauthlist.ListKeeper",
                    "dev.csms.app.operator.OperationRequests",
                    "dev.csms.app.operator.Staging",
                    "dev.csms.query.projection.NewTables"))
            .should(dependOnClassesThat(belongToAnyOf(
                    Random.class,
                    ThreadLocalRandom.class,
                    SplittableRandom.class,
                    RandomGenerator.class,
                    RandomGeneratorFactory.class)))
            .orShould(callMethod(Math.class, "random"));

    /**
     * JSON that names classes is serialisation by another name. Requests name their own kinds, no classes (EventJson);
     * tokens of Axon do, and may name no others (MessageJson).
     */
    private static final ArchRule JSON_NAMES_NO_CLASSES = noClasses()
            .that(areNot("dev.csms.app.eventstore.EventJson$BareValues", "dev.csms.app.eventstore.MessageJson"))
            .should(dependOnClassesThat(belongToAnyOf(JsonTypeInfo.class)))
            .orShould(callMethodWhere(JavaCall.Predicates.target(HasName.Predicates.nameMatching(
                    "(activate|enable|set)DefaultTyping.*|defaultTyping|polymorphicTypeValidator"))))
            .orShould(accessField(JsonTypeInfo.Id.class, "CLASS"))
            .orShould(accessField(JsonTypeInfo.Id.class, "MINIMAL_CLASS"));

    private static final ArchRule NOTHING_IS_LOOKED_UP_PARSED_AS_XML_OR_EVALUATED = noClasses()
            .should(dependOnClassesThat(resideInAnyPackage(
                            "javax.naming..",
                            "javax.script..",
                            "javax.xml..",
                            "org.xml..",
                            "org.springframework.expression..",
                            "java.rmi..")
                    .and(DescribedPredicate.not(
                            belongToAnyOf(LdapName.class, Rdn.class, InvalidNameException.class)))));

    /** @param sinners who must be found, each by himself */
    private record Rule(ArchRule rule, Class<?>... sinners) {

        @Override
        public String toString() {
            return sinners[0].getSimpleName();
        }
    }

    static Stream<Rule> rules() {
        return Stream.of(
                new Rule(NOTHING_IS_SERIALISED, Unpickles.class, Pickles.class),
                new Rule(NO_PROGRAM_IS_RUN, RunsPrograms.class, RunsCommands.class, CallsWhateverItLikes.class),
                new Rule(SQL_HAS_PARAMETERS, PutsSqlTogether.class),
                new Rule(
                        SECRETS_CANNOT_BE_GUESSED,
                        Guessable.class,
                        GuessableOfThreads.class,
                        GuessableByMath.class,
                        GuessableByDefault.class),
                new Rule(
                        JSON_NAMES_NO_CLASSES, NamesClasses.class, ActivatesDefaultTyping.class, SerialisesTyped.class),
                new Rule(NOTHING_IS_LOOKED_UP_PARSED_AS_XML_OR_EVALUATED, LooksUp.class));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_program_keeps_it(Rule rule) {
        rule.rule().check(ArchitectureTest.ALL);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void who_breaks_it_is_found(Rule rule) {
        assertThat(rule.sinners())
                .allSatisfy(sinner -> assertThat(rule.rule()
                                .evaluate(new ClassFileImporter().importClasses(sinner))
                                .hasViolation())
                        .isTrue());
    }

    /** A method that changes would be left out without a word. */
    @Test
    void what_takes_sql_is_there() {
        List<String> methods = ArchitectureTest.ALL.stream()
                .flatMap(type -> type.getCodeUnits().stream()
                        .map(method ->
                                type.getName().replace('.', '/') + "." + method.getName() + method.getDescriptor()))
                .toList();
        assertThat(Stream.of("sql-sinks.txt", "sql-safe.txt")
                        .flatMap(SecurityRulesTest::lines)
                        .filter(line -> line.startsWith("dev/csms/"))
                        .map(line -> line.substring(0, line.lastIndexOf(':'))))
                .hasSizeGreaterThan(5)
                .isSubsetOf(methods);
    }

    private static Stream<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of("..", ".ci", "spotbugs", file)).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void what_is_secret_may_be_random() {
        assertThat(SECRETS_CANNOT_BE_GUESSED
                        .evaluate(new ClassFileImporter().importClasses(Unguessable.class))
                        .hasViolation())
                .isFalse();
    }

    private static DescribedPredicate<JavaClass> areNot(String... names) {
        Set<String> excused = Set.of(names);
        return new DescribedPredicate<>("are not " + String.join(", ", excused)) {
            @Override
            public boolean test(JavaClass checked) {
                return !excused.contains(checked.getName());
            }
        };
    }

    private static DescribedPredicate<JavaCall<?>> target(Class<?> owner, String name) {
        return JavaCall.Predicates.target(HasName.Predicates.name(name))
                .and(JavaCall.Predicates.target(HasOwner.Predicates.With.owner(assignableTo(owner))));
    }

    // ---- what must not be

    private static final class Unpickles {
        Object read(byte[] bytes) throws IOException, ClassNotFoundException {
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
                return in.readObject();
            }
        }
    }

    private static final class Pickles {
        byte[] write(Object thing) {
            return SerializationUtils.serialize(thing);
        }
    }

    private static final class RunsPrograms {
        Process run(String program) throws IOException {
            return new ProcessBuilder(program).start();
        }
    }

    private static final class RunsCommands {
        Process run(String command) throws IOException {
            return Runtime.getRuntime().exec(new String[] {command});
        }
    }

    private static final class CallsWhateverItLikes {
        Linker linker() {
            return Linker.nativeLinker();
        }
    }

    private static final class PutsSqlTogether {
        void drop(Connection connection, String table) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("drop table " + table);
            }
        }
    }

    private static final class Guessable {
        long key() {
            return new Random().nextLong();
        }
    }

    private static final class GuessableOfThreads {
        long key() {
            return ThreadLocalRandom.current().nextLong();
        }
    }

    private static final class GuessableByMath {
        double key() {
            return Math.random();
        }
    }

    private static final class GuessableByDefault {
        long key() {
            return RandomGenerator.getDefault().nextLong();
        }
    }

    private static final class Unguessable {
        byte[] key() {
            byte[] key = new byte[16];
            new SecureRandom().nextBytes(key);
            return key;
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    private record NamesClasses(List<Object> things) {}

    private static final class ActivatesDefaultTyping {
        JsonMapper mapper() {
            return JsonMapper.builder()
                    .activateDefaultTyping(
                            BasicPolymorphicTypeValidator.builder().build())
                    .build();
        }
    }

    private static final class SerialisesTyped {
        Jackson3Serializer serializer() {
            return Jackson3Serializer.builder().defaultTyping().build();
        }
    }

    private static final class LooksUp {
        Object find(String name) throws NamingException {
            return new InitialContext().lookup(name);
        }
    }
}
