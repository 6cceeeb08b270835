package dev.csms.app.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.CsmsSettings;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.SessionId;
import dev.csms.ocpp.rpc.MessageLog.Direction;
import dev.csms.query.message.Frame;
import dev.csms.query.message.MessageArchive;
import dev.csms.query.message.MessageView;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

/** What is remembered of what charge points say, and how much memory that takes. */
class RecentMessagesTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final SessionId SESSION = new SessionId("session");
    private static final int MIB = 1024 * 1024;
    private static final int MOST = 4 * MIB;

    private final AtomicLong nanos = new AtomicLong();
    private final RecentMessages messages = new RecentMessages(
            new CsmsSettings.Messages(20, Duration.ZERO),
            new DefaultListableBeanFactory().getBeanProvider(MessageArchive.class),
            InstantSource.fixed(NOON),
            MOST,
            nanos::get);

    @Test
    void thirty_charge_points_that_send_giants_leave_little() {
        for (int message = 0; message < 20; message++) {
            for (int i = 0; i < 30; i++) {
                receive("CP-" + i, dataTransfer("x".repeat(MIB)));
            }
        }

        assertThat(messages.recentBytes()).isBetween(1L, (long) MOST);
    }

    @Test
    void one_charge_point_that_sends_giants_takes_no_others_place() {
        receive("CP-1", dataTransfer("x"));
        for (int message = 0; message < 100; message++) {
            receive("CP-2", dataTransfer("x".repeat(MIB)));
        }

        assertThat(last("CP-1")).hasSize(1);
        assertThat(last("CP-2")).isNotEmpty();
        assertThat(messages.recentBytes()).isLessThan(MIB / 2);
    }

    @Test
    void the_last_are_there_word_for_word() {
        for (int message = 0; message < 25; message++) {
            receive("CP-1", dataTransfer("no. " + message));
        }

        assertThat(last("CP-1")).hasSize(20);
        assertThat(last("CP-1").getFirst().text()).isEqualTo(dataTransfer("no. 24"));
        assertThat(last("CP-1").getLast().text()).isEqualTo(dataTransfer("no. 5"));
    }

    @Test
    void of_a_long_one_the_beginning_is_there_and_says_so() {
        String message = dataTransfer("€".repeat(MIB / 3));
        receive("CP-1", message);

        MessageView shown = last("CP-1").getFirst();
        assertThat(shown.kind()).isEqualTo(Frame.Kind.CALL);
        assertThat(shown.messageId()).isEqualTo("m-1");
        assertThat(shown.action()).isEqualTo("DataTransfer");
        assertThat(shown.text())
                .startsWith("[2,\"m-1\",\"DataTransfer\",{\"vendorId\":\"V\",\"data\":\"€€€")
                .endsWith("€… [cut, it has " + message.getBytes(StandardCharsets.UTF_8).length + " bytes]")
                .hasSizeLessThan(RecentMessages.LONGEST_KEPT);
        assertThat(Frame.of(shown.text()))
                .as("when it was kept and is read again")
                .isEqualTo(shown.frame());
    }

    @Test
    void a_long_one_shows_nothing_if_it_may_have_a_secret() {
        receive("CP-1", dataTransfer("http://host/secret " + "x".repeat(MIB)));
        receive(
                "CP-1",
                "[3,\"m-2\",{\"configurationKey\":[{\"key\":\"AuthorizationKey\",\"value\":\"c0ffee\"}"
                        + ",{\"key\":\"x\"}".repeat(MIB / 10) + "]}]");

        assertThat(last("CP-1"))
                .hasSize(2)
                .allSatisfy(it -> assertThat(it.text()).startsWith("***… [cut, it has "));
        assertThat(last("CP-1").getFirst().messageId()).isEqualTo("m-2");
    }

    @Test
    void a_charge_point_that_is_gone_for_a_day_is_forgotten() {
        receive("CP-1", dataTransfer("x"));
        nanos.addAndGet(Duration.ofHours(23).toNanos());
        receive("CP-2", dataTransfer("x"));
        nanos.addAndGet(Duration.ofHours(2).toNanos());

        assertThat(last("CP-1")).isEmpty();
        assertThat(last("CP-2")).hasSize(1);
    }

    private void receive(String chargePoint, String message) {
        messages.seen(
                new ChargePointId(chargePoint),
                SESSION,
                Direction.RECEIVED,
                message.getBytes(StandardCharsets.UTF_8),
                NOON);
    }

    private List<MessageView> last(String chargePoint) {
        return messages.last(new ChargePointId(chargePoint), 200);
    }

    private static String dataTransfer(String data) {
        return "[2,\"m-1\",\"DataTransfer\",{\"vendorId\":\"V\",\"data\":\"" + data + "\"}]";
    }
}
