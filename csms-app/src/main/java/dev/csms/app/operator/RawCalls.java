package dev.csms.app.operator;

import dev.csms.domain.operation.Request;
import dev.csms.query.graphql.QueryProblem;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls with a payload in the words of whoever asks. They may be wrong in any way but one: also by them no charge point
 * is sent to where nobody should be sent.
 */
@Component
final class RawCalls {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST_ACTION = 50;

    /** Actions that say where a file is fetched or left. In lower case, since charge points may not mind the case. */
    private static final Set<String> OF_FILES =
            Set.of("updatefirmware", "signedupdatefirmware", "getdiagnostics", "getlog");

    /** What says it, at whatever depth. */
    private static final Set<String> LOCATIONS = Set.of("location", "remotelocation");

    private final FirmwareLocations locations;

    RawCalls(FirmwareLocations locations) {
        this.locations = locations;
    }

    Request.Raw of(String action, Object payload) {
        if (action.isBlank()
                || action.length() > LONGEST_ACTION
                || action.chars().anyMatch(c -> c < ' ' || c == '"')) {
            throw QueryProblem.badUserInput("action must be 1 to " + LONGEST_ACTION + " characters of text");
        }
        if (!(payload instanceof Map<?, ?>)) {
            throw QueryProblem.badUserInput("payload must be a JSON object");
        }
        if (OF_FILES.contains(action.strip().toLowerCase(Locale.ROOT))) {
            check(payload, false);
        }
        return new Request.Raw(action, JSON.writeValueAsString(payload));
    }

    /** @param location whether this stands where a location is said, or within */
    private void check(Object value, boolean location) {
        switch (value) {
            case Map<?, ?> object ->
                object.forEach((name, member) -> {
                    if (member != null) {
                        check(
                                member,
                                location
                                        || LOCATIONS.contains(
                                                String.valueOf(name).toLowerCase(Locale.ROOT)));
                    }
                });
            case Iterable<?> array ->
                array.forEach(element -> {
                    if (element != null) {
                        check(element, location);
                    }
                });
            case CharSequence text when location -> locations.checked(text.toString());
            default -> {}
        }
    }
}
