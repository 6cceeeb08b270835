package dev.csms.app.eventstore;

import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/** How everything but events looks as JSON: tokens, and messages where a server carries them. */
public final class MessageJson {

    private MessageJson() {}

    public static Serializer serializer() {
        return Jackson3Serializer.builder()
                .jsonMapperBuilderCustomizer(MessageJson::customize)
                .build();
    }

    private static void customize(JsonMapper.Builder mapper) {
        EventJson.customize(mapper);
        // a token within a token names its class; no other class may be named
        mapper.polymorphicTypeValidator(BasicPolymorphicTypeValidator.builder()
                .allowIfSubType("org.axonframework.")
                .build());
    }
}
