package dev.csms.ocpp.v16;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.csms.domain.chargepoint.DataTransferStatus;
import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.domain.chargepoint.RegistrationStatus;
import dev.csms.domain.idtag.AuthorizationStatus;
import dev.csms.ocpp.v16.PayloadWriter.TimePrecision;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PayloadWriterTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:15:30.987654321Z");
    private static final Instant WHOLE_MILLIS = Instant.parse("2026-11-24T10:15:30.987Z");
    private static final IdTagInfo ACCEPTED = new IdTagInfo(AuthorizationStatus.ACCEPTED, null, null);

    private final PayloadWriter writer = new PayloadWriter(TimePrecision.MILLISECONDS);

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of("Heartbeat", new Heartbeat.Response(NOW), "{'currentTime':'2026-11-24T10:15:30.987Z'}"),
                Arguments.of(
                        "BootNotification",
                        new BootNotification.Response(RegistrationStatus.PENDING, NOW, 300),
                        "{'status':'Pending','currentTime':'2026-11-24T10:15:30.987Z','interval':300}"),
                Arguments.of("Authorize", new Authorize.Response(ACCEPTED), "{'idTagInfo':{'status':'Accepted'}}"),
                Arguments.of(
                        "StartTransaction",
                        new StartTransaction.Response(
                                7, new IdTagInfo(AuthorizationStatus.CONCURRENT_TX, NOW, "GROUP \"1\" é😀")),
                        "{'transactionId':7,'idTagInfo':{'status':'ConcurrentTx','expiryDate':'2026-11-24T10:15:30.987Z','parentIdTag':'GROUP"
                            + " ~'1~' é😀'}}"),
                Arguments.of("StopTransaction", new StopTransaction.Response(null), "{}"),
                Arguments.of(
                        "StopTransaction",
                        new StopTransaction.Response(ACCEPTED),
                        "{'idTagInfo':{'status':'Accepted'}}"),
                Arguments.of(
                        "DataTransfer",
                        new DataTransfer.Response(DataTransferStatus.UNKNOWN_VENDOR_ID, null),
                        "{'status':'UnknownVendorId'}"),
                Arguments.of("MeterValues", new MeterValues.Response(), "{}"),
                Arguments.of("StatusNotification", new StatusNotification.Response(), "{}"),
                Arguments.of("DiagnosticsStatusNotification", new DiagnosticsStatusNotification.Response(), "{}"),
                Arguments.of("FirmwareStatusNotification", new FirmwareStatusNotification.Response(), "{}"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void writes_what_the_specification_says(String action, Record answer, String payload) {
        String written = new String(writer.write(answer), StandardCharsets.UTF_8);
        assertThat(written).isEqualTo(Payloads.json(payload));
        AnswerCheck.assertValid(action, written);
    }

    @Test
    void leaves_out_fractions_for_charge_points_that_fail_on_them() {
        byte[] written = new PayloadWriter(TimePrecision.SECONDS).write(new Heartbeat.Response(NOW));
        assertThat(new String(written, StandardCharsets.UTF_8)).isEqualTo("{\"currentTime\":\"2026-11-24T10:15:30Z\"}");
    }

    @ParameterizedTest
    @EnumSource(AuthorizationStatus.class)
    void every_authorization_status_is_spelled_right(AuthorizationStatus status) {
        byte[] written = writer.write(new Authorize.Response(new IdTagInfo(status, null, null)));
        assertThat(AnswerCheck.faults("Authorize", written)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(RegistrationStatus.class)
    void every_registration_status_is_spelled_right(RegistrationStatus status) {
        byte[] written = writer.write(new BootNotification.Response(status, NOW, 0));
        assertThat(AnswerCheck.faults("BootNotification", written)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(DataTransferStatus.class)
    void every_data_transfer_status_is_spelled_right(DataTransferStatus status) {
        byte[] written = writer.write(new DataTransfer.Response(status, "as agreed"));
        assertThat(AnswerCheck.faults("DataTransfer", written)).isEmpty();
    }

    @Test
    void what_it_writes_it_reads() {
        BootNotification.Response answer =
                new BootNotification.Response(RegistrationStatus.ACCEPTED, WHOLE_MILLIS, 300);
        assertThat(read(BootNotification.Response.class, answer)).isEqualTo(answer);
        StartTransaction.Response start = new StartTransaction.Response(
                7, new IdTagInfo(AuthorizationStatus.CONCURRENT_TX, WHOLE_MILLIS, "GROUP"));
        assertThat(read(StartTransaction.Response.class, start)).isEqualTo(start);
        DataTransfer.Request request = new DataTransfer.Request("com.example", "M", "a\n\"b\"");
        assertThat(read(DataTransfer.Request.class, request)).isEqualTo(request);
    }

    private <T extends Record> T read(Class<T> type, T value) {
        byte[] json = writer.write(value);
        return switch (new PayloadReader<>(type).read(json, 0, json.length, MessagePolicy.STRICT, null, NOW)) {
            case Decoded.Read<T> read -> read.value();
            case Decoded.Refused<T> refused -> throw new AssertionError(refused);
        };
    }

    @Test
    void refuses_to_write_what_no_charge_point_may_get() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.write(
                        new Authorize.Response(new IdTagInfo(AuthorizationStatus.ACCEPTED, null, "x".repeat(21)))))
                .withMessage("parentIdTag has more than 20 characters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.write(new StartTransaction.Response(0, ACCEPTED)))
                .withMessage("transactionId is 0, less than 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.write(new BootNotification.Response(RegistrationStatus.ACCEPTED, NOW, -1)))
                .withMessage("interval is -1, less than 0");
    }
}
