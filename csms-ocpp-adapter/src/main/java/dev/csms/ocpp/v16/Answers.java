package dev.csms.ocpp.v16;

import dev.csms.domain.operation.Answer;
import dev.csms.domain.operation.Outcome;
import dev.csms.domain.operation.Unknown;
import dev.csms.ocpp.rpc.CallOutcome;
import dev.csms.ocpp.rpc.ErrorCode;
import dev.csms.ocpp.rpc.Payload;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What can be said of an answer without knowing what was asked. */
final class Answers {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int LONGEST_STATUS = 50;

    private Answers() {}

    /** The outcome that an answer speaks of, in its own words. */
    static Outcome unread(CallOutcome answer) {
        return switch (answer) {
            case CallOutcome.Confirmed(Payload payload) ->
                new Outcome.Answered(status(payload), new Answer.Plain(), Secrets.withheld(payload));
            case CallOutcome.Refused(ErrorCode code, String description) ->
                new Outcome.Failed(code.spelling(), description);
            case CallOutcome.Unreadable(String problem) -> new Outcome.Lost(Unknown.UNREADABLE_ANSWER, problem);
            case CallOutcome.TimedOut _ -> new Outcome.Lost(Unknown.TIMED_OUT, null);
            case CallOutcome.ConnectionLost _ -> new Outcome.Lost(Unknown.CONNECTION_LOST, null);
            case CallOutcome.NotSent _ -> new Outcome.NotSent();
        };
    }

    /** The member {@code status}, if there is one that is text. */
    static @Nullable String status(Payload answer) {
        try (JsonParser parser =
                JSON.createParser(ObjectReadContext.empty(), answer.array(), answer.offset(), answer.length())) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean status = parser.currentName().equals("status");
                if (parser.nextToken() == JsonToken.VALUE_STRING && status) {
                    return Texts.excerpt(parser.getString(), LONGEST_STATUS);
                }
                parser.skipChildren();
            }
        } catch (JacksonException e) {
            return null; // it is kept as it came, whatever it is
        }
        return null;
    }
}
