package dev.csms.ocpp.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecentAnswersTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private final RecentAnswers answers = new RecentAnswers(null);

    private static Call call(String id, String payload, Duration afterNoon) {
        return new Call(
                MessageId.of(id), "Authorize", Payload.of(payload.getBytes(UTF_8)), Set.of(), NOON.plus(afterNoon));
    }

    private void answer(Call call) {
        answers.keep(call, call.result("{\"a\":1}".getBytes(UTF_8)));
    }

    @Test
    void an_answer_is_found_for_ten_minutes() {
        answer(call("x", "{}", Duration.ZERO));

        assertThat(answers.find(call("x", "{}", Duration.ofMinutes(9)))).isNotNull();
        assertThat(answers.find(call("x", "{}", Duration.ofMinutes(10)))).isNull();
    }

    @Test
    void it_is_found_only_for_the_same_id_and_payload() {
        answer(call("x", "{\"idTag\":\"A\"}", Duration.ZERO));

        assertThat(answers.find(call("y", "{\"idTag\":\"A\"}", Duration.ZERO))).isNull();
        assertThat(answers.find(call("x", "{\"idTag\":\"B\"}", Duration.ZERO))).isNull();
    }

    @Test
    void the_last_hundred_are_kept() {
        for (int i = 0; i < 150; i++) {
            answer(call("x" + i, "{}", Duration.ZERO));
        }

        assertThat(answers.find(call("x49", "{}", Duration.ZERO))).isNull();
        assertThat(answers.find(call("x50", "{}", Duration.ZERO))).isNotNull();
    }

    @Test
    void a_constant_id_keeps_its_youngest_answer() {
        answer(call("1", "{\"a\":1}", Duration.ZERO));
        answer(call("1", "{\"a\":2}", Duration.ofSeconds(1)));

        assertThat(answers.find(call("1", "{\"a\":1}", Duration.ofSeconds(2)))).isNull();
        assertThat(answers.find(call("1", "{\"a\":2}", Duration.ofSeconds(2)))).isNotNull();
    }
}
