package dev.csms.ocpp.v16;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.csms.ocpp.v16.CentralSystem.ConnectedChargePoint;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Calls that are right one by one and wrong in their number. */
class VigilanceTest {

    private static final int MOST_INVALID = 20;
    private static final int MOST_BOOTS = 10;

    @AutoClose
    private CentralSystem centralSystem = new CentralSystem();

    private ConnectedChargePoint chargePoint = centralSystem.boot("CP-1");

    private void delayGuessingBy(Duration delay) {
        centralSystem.close();
        centralSystem = new CentralSystem(delay, _ -> {});
        chargePoint = centralSystem.boot("CP-1");
    }

    private String authorize(String idTag) {
        return chargePoint.call("Authorize", "{'idTag':'" + idTag + "'}");
    }

    private void guess(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(authorize("GUESS-" + i)).isEqualTo("{'idTagInfo':{'status':'Invalid'}}");
        }
    }

    private static Duration timeOf(Runnable action) {
        long start = System.nanoTime();
        action.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void guesses_are_answered_truly_and_from_the_twenty_first_on_slowly() {
        guess(MOST_INVALID);
        assertThat(centralSystem.securityEvents("IdTagGuessing")).isZero();

        assertThat(timeOf(() -> guess(1))).isGreaterThan(CentralSystem.GUESSING_DELAY);
        assertThat(centralSystem.securityEvents("IdTagGuessing")).isOne();
    }

    @Test
    void an_id_tag_that_is_valid_is_answered_at_once_among_guesses() {
        centralSystem.registerIdTag("ALICE", null, null, 1);
        guess(MOST_INVALID + 1);

        Duration shortest = Stream.generate(
                        () -> timeOf(() -> assertThat(authorize("ALICE")).contains("Accepted")))
                .limit(10) // any of them may fall into a pause of the machine
                .min(Comparator.naturalOrder())
                .orElseThrow();
        assertThat(shortest).isLessThan(CentralSystem.GUESSING_DELAY);
    }

    @Test
    void other_charge_points_do_not_wait_for_one_that_guesses() {
        delayGuessingBy(Duration.ofSeconds(3));
        ConnectedChargePoint other = centralSystem.boot("CP-2");
        guess(MOST_INVALID);
        CompletableFuture<Void> slow = CompletableFuture.runAsync(() -> guess(1));
        await().until(() -> centralSystem.securityEvents("IdTagGuessing") == 1);

        assertThat(other.call("Authorize", "{'idTag':'UNKNOWN'}")).contains("Invalid");
        assertThat(slow).isNotDone();
        slow.join();
    }

    @Test
    void a_transaction_of_an_unknown_id_tag_is_a_guess_too_and_keeps_its_id() {
        guess(MOST_INVALID);

        assertThat(chargePoint.call(
                        "StartTransaction",
                        "{'connectorId':1,'idTag':'X','meterStart':0,'timestamp':'2026-11-24T10:00:00Z'}"))
                .isEqualTo("{'transactionId':1,'idTagInfo':{'status':'Invalid'}}");
        assertThat(centralSystem.securityEvents("IdTagGuessing")).isOne();
    }

    @Test
    void a_charge_point_that_boots_all_the_time_is_accepted_and_noticed() {
        for (int i = 1; i <= MOST_BOOTS; i++) { // it booted once before
            assertThat(chargePoint.call("BootNotification", "{'chargePointVendor':'V','chargePointModel':'M'}"))
                    .contains("Accepted");
        }

        assertThat(centralSystem.securityEvents("BootLoop")).isOne();
    }
}
