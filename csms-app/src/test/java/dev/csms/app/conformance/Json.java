package dev.csms.app.conformance;

import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON as it is best read in a scenario: with single quotes. */
final class Json {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_SINGLE_QUOTES).build();

    private Json() {}

    static JsonNode of(String text) {
        return MAPPER.readTree(text);
    }
}
