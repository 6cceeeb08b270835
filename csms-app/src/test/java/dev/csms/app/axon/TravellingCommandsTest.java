package dev.csms.app.axon;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.csms.app.events.Sample;
import dev.csms.app.eventstore.EventStoreUnavailableException;
import dev.csms.app.eventstore.MessageJson;
import dev.csms.domain.Domain;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.idtag.IdTagCommand.RegisterIdTag;
import dev.csms.domain.idtag.IdTagCommand.SetParentIdTag;
import dev.csms.domain.idtag.IdTagId;
import dev.csms.domain.operation.Answer;
import dev.csms.domain.operation.OperationCommand.ConcludeOperation;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Outcome;
import io.axoniq.axonserver.connector.AxonServerException;
import io.axoniq.axonserver.connector.ErrorCategory;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.NoHandlerForCommandException;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a server carries them, commands and what they are answered arrive as they were sent. */
class TravellingCommandsTest {

    private static final JavaClasses DOMAIN = new ClassFileImporter().importPackages(Domain.class.getPackageName());

    private static final CommandMessage<?> COMMAND = new GenericCommandMessage<>("a command");

    /** Samples of which would be of the same idTag twice, which they must not be. */
    private static final Set<Class<?>> WITH_TWO_ID_TAGS = Set.of(RegisterIdTag.class, SetParentIdTag.class);

    private final Serializer messages = MessageJson.serializer();

    static Stream<Sample> commands() {
        return DOMAIN.stream()
                .filter(type -> type.getRawInterfaces().stream()
                        .anyMatch(each -> each.getSimpleName().endsWith("Command")))
                .filter(JavaClass::isRecord)
                .map(JavaClass::reflect)
                .filter(type -> !WITH_TWO_ID_TAGS.contains(type))
                .flatMap(Sample::of);
    }

    static Stream<Sample> answers() {
        return DOMAIN.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(CommandHandler.class)
                        && !method.getModifiers().contains(JavaModifier.SYNTHETIC))
                .map(JavaMethod::getRawReturnType)
                .map(JavaClass::reflect)
                .filter(Class::isRecord)
                .distinct()
                .flatMap(Sample::of);
    }

    @ParameterizedTest
    @MethodSource({"commands", "answers"})
    void whatever_is_said_arrives(Sample sample) {
        assertThat(arrived(sample.full())).isEqualTo(sample.full());
        assertThat(arrived(sample.minimal())).isEqualTo(sample.minimal());
    }

    @Test
    void an_id_tag_and_its_parent_arrive() {
        IdTagId idTag = new IdTagId("ALICE");
        IdTagId parent = new IdTagId("FAMILY");

        assertThat(List.of(new RegisterIdTag(idTag, parent, Instant.EPOCH, 1), new SetParentIdTag(idTag, null)))
                .allSatisfy(command -> assertThat(arrived(command)).isEqualTo(command));
    }

    @Test
    void the_answer_of_a_charge_point_to_an_operation_arrives() {
        assertThat(Arrays.stream(Answer.class.getPermittedSubclasses())
                        .flatMap(Sample::of)
                        .map(answer -> new ConcludeOperation(
                                new ChargePointId("CP-1"),
                                OperationId.random(),
                                new Outcome.Answered("Accepted", (Answer) answer.full(), "{}"),
                                Instant.EPOCH)))
                .allSatisfy(command -> assertThat(arrived(command)).isEqualTo(command));
    }

    @Test
    void a_failure_arrives_as_what_it_was() {
        assertThat(arrivedFailure(new AggregateNotFoundException("charge-point-cp-1", "none")))
                .isInstanceOfSatisfying(
                        AggregateNotFoundException.class,
                        failure -> assertThat(failure.getAggregateIdentifier()).isEqualTo("charge-point-cp-1"));
        assertThat(arrivedFailure(new AggregateStreamCreationException("said before")))
                .isInstanceOf(AggregateStreamCreationException.class);
        assertThat(arrivedFailure(new ConcurrencyException("another was first")))
                .isInstanceOf(ConcurrencyException.class)
                .hasMessage("another was first");
        assertThat(arrivedFailure(new EventStoreException("nobody is there")))
                .isInstanceOf(EventStoreUnavailableException.class);
    }

    @Test
    void where_a_command_is_not_carried_the_event_store_cannot_be_reached() {
        assertThat(TravellingFailure.unpacked(new CompletionException(
                        new AxonServerException(ErrorCategory.COMMAND_DISPATCH_ERROR, "nobody is there", "here"))))
                .isInstanceOf(EventStoreUnavailableException.class)
                .hasMessageContaining("nobody is there");
        assertThat(TravellingFailure.unpacked(new NoHandlerForCommandException("nobody handles it")))
                .isInstanceOf(EventStoreUnavailableException.class);
    }

    @Test
    void any_other_failure_is_sent_as_it_is() {
        RuntimeException failure = new IllegalStateException("a mistake of ours");

        assertThat(TravellingFailure.packed(COMMAND, failure)).isSameAs(failure);
    }

    private Object arrived(Object sent) {
        return messages.deserialize(messages.serialize(sent, byte[].class));
    }

    private Throwable arrivedFailure(Throwable failure) {
        Throwable packed = TravellingFailure.packed(COMMAND, failure);
        Object details = ((CommandExecutionException) packed).getDetails().orElseThrow();
        return TravellingFailure.unpacked(
                new CommandExecutionException("what the server says", null, arrived(details)));
    }
}
