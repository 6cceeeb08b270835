package dev.csms.app.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.eventstore.EventNames;
import dev.csms.app.eventstore.EventSerializer;
import dev.csms.domain.Domain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventsourcing.EventStreamUtils;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was stored must always load. There is a sample of each event and revision, as it was first stored; samples are
 * added ({@code -Devents.sample=add}) and never changed.
 */
class EventSamplesTest {

    private static final Path SAMPLES = Path.of("src", "test", "resources", "events");
    private static final EventNames NAMES = new EventNames(Domain.events());

    private final EventSerializer serializer = new EventSerializer(NAMES);
    private final EventUpcasterChain upcasters = new EventUpcasterChain();

    static List<Sample> events() {
        return NAMES.events().stream().flatMap(Sample::of).toList();
    }

    static List<Path> samples() throws IOException {
        Files.createDirectories(SAMPLES);
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void each_event_is_written_as_its_sample_has_it(Sample event) throws IOException {
        String json = pretty(serializer.serialize(event.full(), String.class).getData());
        SerializedType type = serializer.typeForClass(event.event());
        String variant = event.variant() == null ? "" : "." + event.variant().getSimpleName();
        Path sample = SAMPLES.resolve(type.getName() + "." + type.getRevision() + variant + ".json");
        if (!Files.exists(sample) && "add".equals(System.getProperty("events.sample"))) {
            Files.createDirectories(SAMPLES);
            Files.writeString(sample, json);
        }

        assertThat(sample).as("add it with -Devents.sample=add").exists();
        assertThat(json)
                .as("%s is stored already; what it means now needs a new revision and an upcaster", sample)
                .isEqualTo(Files.readString(sample));
    }

    @ParameterizedTest
    @MethodSource("events")
    void each_event_is_read_as_it_was_written(Sample event) {
        for (Object written : List.of(event.full(), event.minimal())) {
            Object read = serializer.deserialize(serializer.serialize(written, String.class));

            assertThat(read).isEqualTo(written);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void each_sample_loads_whatever_its_revision(Path sample) throws IOException {
        String[] name = sample.getFileName().toString().split("\\.");
        GenericDomainEventEntry<String> stored = new GenericDomainEventEntry<>(
                "Type",
                "aggregate",
                0,
                "identifier",
                "2026-11-24T12:00:00Z",
                name[0],
                name[1],
                Files.readString(sample),
                "{}");

        EventMessage<?> loaded = EventStreamUtils.upcastAndDeserializeDomainEvents(
                        Stream.of(stored), serializer, upcasters)
                .next();

        assertThat(NAMES.events()).contains(loaded.getPayload().getClass());
    }

    @Test
    void an_event_is_not_stored_under_the_name_of_its_class() {
        for (Class<?> event : NAMES.events()) {
            assertThat(serializer.typeForClass(event).getName())
                    .isEqualTo(event.getSimpleName())
                    .doesNotContain(".");
        }
        assertThat(serializer.<String, Object>deserialize(new SimpleSerializedObject<>(
                        "{\"startKey\":\"key\",\"transactionId\":7}", String.class, "TransactionIdAssigned", "1")))
                .hasToString("TransactionIdAssigned[startKey=key, transactionId=transaction-7]");
    }

    private static String pretty(String json) {
        JsonMapper mapper = JsonMapper.builder().build();
        return mapper.writerWithDefaultPrettyPrinter()
                        .writeValueAsString(mapper.readTree(json))
                        .replace("\r\n", "\n")
                + "\n";
    }
}
