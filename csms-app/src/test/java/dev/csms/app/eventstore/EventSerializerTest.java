package dev.csms.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.csms.app.eventstore.TagEvent.Noted;
import dev.csms.app.eventstore.TagEvent.TagId;
import dev.csms.app.eventstore.TagEvent.TagRegistered;
import dev.csms.app.eventstore.TagEvent.TagUsed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.Revision;
import org.axonframework.serialization.SerializedMetaData;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.junit.jupiter.api.Test;

class EventSerializerTest {

    private final EventSerializer serializer = new EventSerializer(new EventNames(List.of(TagEvent.class)));

    @Test
    void an_event_is_its_components_in_their_order_and_nothing_else() {
        TagUsed used = new TagUsed(new TagId("ALICE"), 11, null, Instant.parse("2026-11-24T12:00:00.123456Z"));

        SerializedObject<String> stored = serializer.serialize(used, String.class);

        assertThat(stored.getData())
                .isEqualTo("{\"tag\":\"ALICE\",\"times\":11,\"usedAt\":\"2026-11-24T12:00:00.123456Z\"}");
        assertThat(serializer.<String, Object>deserialize(stored)).isEqualTo(used);
    }

    @Test
    void its_name_and_revision_are_not_those_of_the_code() {
        assertThat(serializer.typeForClass(TagUsed.class)).isEqualTo(new SimpleSerializedType("TagUsed", "2"));
        assertThat(serializer.classForType(new SimpleSerializedType("TagUsed", "1")))
                .isEqualTo(TagUsed.class);
    }

    @Test
    void a_component_that_an_older_writer_did_not_know_is_absent() {
        Object read = serializer.deserialize(new SimpleSerializedObject<>(
                "{\"tag\":\"ALICE\",\"times\":1,\"usedAt\":\"2026-11-24T12:00:00Z\",\"unknown\":true}",
                String.class,
                "TagUsed",
                "1"));

        assertThat(read).isEqualTo(new TagUsed(new TagId("ALICE"), 1, null, Instant.parse("2026-11-24T12:00:00Z")));
    }

    @Test
    void metadata_are_a_plain_object() {
        MetaData metaData = MetaData.from(Map.of("actor", "operator:alice"));

        String json = serializer.serialize(metaData, String.class).getData();

        assertThat(json).isEqualTo("{\"actor\":\"operator:alice\"}");
        assertThat(serializer.<String, Object>deserialize(new SerializedMetaData<>(json, String.class)))
                .isEqualTo(metaData);
    }

    @Test
    void two_events_of_one_name_are_refused() {
        assertThatThrownBy(() -> new EventNames(List.of(TagEvent.class, Elsewhere.class)))
                .hasMessageContaining("Two events are called Noted");
    }

    @Test
    void an_event_without_a_revision_is_refused() {
        assertThatThrownBy(() -> new EventNames(List.of(Unrevised.class))).hasMessageContaining("has no @Revision");
    }

    @Test
    void bytes_can_be_had_too() {
        SerializedObject<byte[]> stored = serializer.serialize(new Noted("letter"), byte[].class);

        assertThat(serializer.<byte[], Object>deserialize(stored)).isEqualTo(new Noted("letter"));
        assertThat(stored.getType().getName()).isEqualTo("Noted");
        assertThat(serializer.typeForClass(TagRegistered.class).getName()).isEqualTo("TagRegistered");
    }

    sealed interface Elsewhere {
        @Revision("1")
        record Noted(String text) implements Elsewhere {}
    }

    sealed interface Unrevised {
        record Forgotten(String text) implements Unrevised {}
    }
}
