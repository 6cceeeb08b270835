package dev.csms.ocpp.v16;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargepoint.ChargePointErrorCode;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.ChargePointStatus;
import dev.csms.domain.operation.ExtendedMessageTrigger;
import dev.csms.domain.operation.MessageTrigger;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Request;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TriggersTest {

    private static final ChargePointId CP = new ChargePointId("CP-1");
    private static final OperationId OPERATION = new OperationId("op-1");
    private static final OperationId ANOTHER = new OperationId("op-2");
    private static final String STATUS = "StatusNotification";
    private static final Duration WINDOW = Duration.ofSeconds(60);

    private Instant now = Instant.parse("2026-11-24T10:15:30Z");
    private final Triggers triggers = new Triggers(() -> now);

    private void ask(OperationId operation, @Nullable Integer connectorId) {
        triggers.expect(CP, operation, new Request.TriggerMessage(MessageTrigger.STATUS_NOTIFICATION, connectorId));
    }

    private static StatusNotification.Request status(int connectorId) {
        return new StatusNotification.Request(
                connectorId, ChargePointErrorCode.NO_ERROR, null, ChargePointStatus.AVAILABLE, null, null, null);
    }

    @Test
    void a_request_for_a_certificate_that_was_asked_for_is_recognised() {
        assertThat(triggers.isExpected(CP, "SignCertificate")).isFalse();

        triggers.expect(
                CP,
                OPERATION,
                new Request.ExtendedTriggerMessage(ExtendedMessageTrigger.SIGN_CHARGE_POINT_CERTIFICATE, null));

        assertThat(triggers.isExpected(CP, "SignCertificate")).isTrue();
        assertThat(triggers.isExpected(CP, "Heartbeat")).isFalse();
        assertThat(triggers.causeOf(CP, "SignCertificate", new SignCertificate.Request("x")))
                .hasValue(OPERATION);
    }

    @Test
    void the_firmware_status_that_is_asked_for_is_that_of_signed_firmware() {
        triggers.expect(
                CP,
                OPERATION,
                new Request.ExtendedTriggerMessage(ExtendedMessageTrigger.FIRMWARE_STATUS_NOTIFICATION, null));

        assertThat(triggers.isExpected(CP, "FirmwareStatusNotification")).isFalse();
        assertThat(triggers.isExpected(CP, "SignedFirmwareStatusNotification")).isTrue();
    }

    @Test
    void one_for_each_connector_was_asked_for_and_the_first_is_the_effect() {
        ask(OPERATION, null);
        triggers.accepted(CP, OPERATION);

        assertThat(triggers.causeOf(CP, STATUS, status(0))).hasValue(OPERATION);
        for (int connectorId = 1; connectorId <= 3; connectorId++) {
            now = now.plusSeconds(19);
            assertThat(triggers.isExpected(CP, STATUS)).isTrue();
            assertThat(triggers.causeOf(CP, STATUS, status(connectorId))).isEmpty();
        }
    }

    @Test
    void a_minute_after_the_answer_nothing_is_an_effect_any_more() {
        ask(OPERATION, null);
        now = now.plus(WINDOW.multipliedBy(2));
        assertThat(triggers.isExpected(CP, STATUS))
                .as("still without an answer")
                .isTrue();
        triggers.accepted(CP, OPERATION);
        now = now.plus(WINDOW).minusMillis(1);
        assertThat(triggers.isExpected(CP, STATUS)).isTrue();

        now = now.plusMillis(1);

        assertThat(triggers.isExpected(CP, STATUS)).isFalse();
        assertThat(triggers.causeOf(CP, STATUS, status(1))).isEmpty();
    }

    @Test
    void what_overtakes_the_answer_is_the_effect_once() {
        ask(OPERATION, 1);

        assertThat(triggers.causeOf(CP, STATUS, status(2))).isEmpty();
        assertThat(triggers.causeOf(CP, STATUS, status(1))).hasValue(OPERATION);
        triggers.accepted(CP, OPERATION);
        assertThat(triggers.causeOf(CP, STATUS, status(1))).isEmpty();
    }

    @Test
    void the_next_request_has_an_effect_of_its_own() {
        ask(OPERATION, null);
        ask(ANOTHER, null);

        assertThat(triggers.causeOf(CP, STATUS, status(1))).hasValue(OPERATION);
        assertThat(triggers.causeOf(CP, STATUS, status(1))).hasValue(ANOTHER);
    }

    @Test
    void what_was_refused_is_not_expected() {
        ask(OPERATION, null);
        triggers.forget(CP, OPERATION);

        assertThat(triggers.isExpected(CP, STATUS)).isFalse();
    }
}
