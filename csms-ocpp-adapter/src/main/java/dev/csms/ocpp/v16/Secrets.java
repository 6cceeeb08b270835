package dev.csms.ocpp.v16;

import dev.csms.domain.configuration.StandardKeys;
import dev.csms.domain.operation.Request.ChangeConfiguration;
import dev.csms.ocpp.rpc.Payload;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps secrets out of what is put on record. Some charge points tell their AuthorizationKey when they are asked for
 * their configuration, though nobody may read it (OCPP-J 1.6 §6.2.2).
 */
final class Secrets {

    static final String WITHHELD = "***";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String MENTIONED = ChangeConfiguration.AUTHORIZATION_KEY.toLowerCase(Locale.ROOT);

    private Secrets() {}

    /** The payload's text, as it came, but for values of keys that are secrets. */
    static String withheld(Payload payload) {
        String text = payload.toString();
        if (!text.toLowerCase(Locale.ROOT).contains(MENTIONED)) {
            return text; // nearly always
        }
        try {
            JsonNode tree = JSON.readTree(text);
            withhold(tree);
            return tree.toString();
        } catch (JacksonException e) { // it cannot be told where the secret is
            return "\"" + WITHHELD + "\"";
        }
    }

    private static void withhold(JsonNode node) {
        if (node instanceof ObjectNode entry
                && entry.path("key").isString()
                && StandardKeys.isSecret(entry.path("key").asString())
                && entry.path("value").isValueNode()
                && !entry.path("value").isNull()) {
            entry.put("value", WITHHELD);
        }
        node.values().forEach(Secrets::withhold);
    }
}
