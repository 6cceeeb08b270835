package dev.csms.app.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.credential.AuthorizationKey;
import dev.csms.domain.credential.KeyCheck;
import dev.csms.domain.credential.KeyOrigin;
import dev.csms.domain.credential.KeyVerifier;
import dev.csms.domain.secret.Secret;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeyVerifiersTest {

    private static final ChargePointId CP = new ChargePointId("CP-1");
    private static final String HERE = "c0000201";
    private static final int MANY = 10_000;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final KeyVerifiers keys = verifiers("an installation key of 32 letters or more");
    private final AuthorizationKey key = keys.generate();

    private KeyVerifiers verifiers(String installationKey) {
        return new KeyVerifiers(new DerivedKeys(Secret.of(installationKey)), meters);
    }

    private boolean fits(KeyVerifier verifier, byte[] presented) {
        return keys.match(CP, List.of(verifier), presented, HERE).isPresent();
    }

    private double checks(String by) {
        return meters.get("ocpp.key.checks").tag("by", by).counter().count();
    }

    @Test
    void a_generated_key_is_recognised_and_no_other() {
        KeyVerifier verifier = keys.of(CP, key, KeyOrigin.GENERATED);

        assertThat(fits(verifier, key.bytes())).isTrue();
        assertThat(fits(verifier, keys.generate().bytes())).isFalse();
        assertThat(fits(verifier, new byte[0])).isFalse();
        byte[] almost = key.bytes();
        almost[19] ^= 1;
        assertThat(fits(verifier, almost)).isFalse();
    }

    @Test
    void it_is_good_for_its_charge_point_in_any_spelling_and_for_no_other() {
        KeyVerifier verifier = keys.of(CP, key, KeyOrigin.GENERATED);

        assertThat(keys.match(new ChargePointId("cp-1"), List.of(verifier), key.bytes(), HERE))
                .contains(verifier);
        assertThat(keys.match(new ChargePointId("CP-2"), List.of(verifier), key.bytes(), HERE))
                .isEmpty();
    }

    @Test
    void what_is_kept_has_its_form_is_salted_and_does_not_have_the_key_in_it() {
        KeyVerifier verifier = keys.of(CP, key, KeyOrigin.GENERATED);

        assertThat(verifier.value()).matches("v1:[0-9a-f]{8}:[A-Za-z0-9_-]{22}:[A-Za-z0-9_-]{43}");
        assertThat(keys.of(CP, key, KeyOrigin.GENERATED)).isNotEqualTo(verifier);
        assertThat(verifier.value()).doesNotContainIgnoringCase(key.hex());
    }

    @Test
    void of_several_keys_the_one_is_told_that_fits() {
        AuthorizationKey other = keys.generate();
        KeyVerifier first = keys.of(CP, key, KeyOrigin.GENERATED);
        KeyVerifier second = keys.of(CP, other, KeyOrigin.GENERATED);

        assertThat(keys.match(CP, List.of(first, second), other.bytes(), HERE)).contains(second);
        assertThat(keys.match(CP, List.of(first, second), key.bytes(), HERE)).contains(first);
    }

    @Test
    void without_the_installations_key_nothing_is_recognised() {
        KeyVerifier verifier = keys.of(CP, key, KeyOrigin.GENERATED);

        assertThat(verifiers("another installation key of 32 letters").match(CP, List.of(verifier), key.bytes(), HERE))
                .isEmpty();
        assertThat(verifiers("an installation key of 32 letters or more")
                        .match(CP, List.of(verifier), key.bytes(), HERE))
                .as("after the next start")
                .contains(verifier);
    }

    @Test
    void what_is_no_verifier_fits_nothing() {
        for (String nonsense : List.of("v1", "v1:a:b", "v1:a:b:c", "v2::", "::::", "v1:!:!:!")) {
            assertThat(fits(new KeyVerifier(nonsense), key.bytes())).isFalse();
        }
    }

    /** Not by the clock, which tells little: by what is done. */
    @Test
    void as_much_is_done_for_nobody_as_for_somebody_with_another_key() {
        KeyVerifier verifier = keys.of(CP, key, KeyOrigin.GENERATED);
        keys.match(CP, List.of(), key.bytes(), HERE);
        double forNobody = checks("hmac");
        keys.match(CP, List.of(verifier), keys.generate().bytes(), HERE);

        assertThat(checks("hmac") - forNobody).isEqualTo(forNobody).isPositive();
    }

    @Test
    void a_key_from_elsewhere_is_slow_to_try_until_it_has_been_proved() {
        AuthorizationKey typed = AuthorizationKey.typed("secretsecretsecret");
        KeyVerifier verifier = keys.of(CP, typed, KeyOrigin.IMPORTED);

        assertThat(verifier.value()).startsWith("a1:");
        assertThat(fits(verifier, key.bytes())).isFalse();
        assertThat(fits(verifier, typed.bytes())).isTrue();
        assertThat(checks("argon2")).isEqualTo(2);

        assertThat(fits(verifier, typed.bytes())).isTrue();
        assertThat(fits(verifier, key.bytes())).isFalse();
        assertThat(checks("argon2"))
                .as("neither right nor wrong ones are slow now")
                .isEqualTo(2);
    }

    @Test
    void a_wrong_one_is_slow_to_try_once() {
        KeyVerifier verifier = keys.of(CP, AuthorizationKey.typed("secretsecretsecret"), KeyOrigin.IMPORTED);

        assertThat(fits(verifier, key.bytes())).isFalse();
        assertThat(fits(verifier, key.bytes())).isFalse();
        assertThat(checks("argon2")).isEqualTo(1);
        assertThat(fits(verifier, keys.generate().bytes())).isFalse();
        assertThat(checks("argon2")).isEqualTo(2);
    }

    @Test
    void guesses_from_one_network_keep_no_right_key_from_another_waiting() throws InterruptedException {
        int guesses = 150;
        KeyVerifier attacked = keys.of(CP, key, KeyOrigin.IMPORTED);
        ChargePointId other = new ChargePointId("CP-2");
        AuthorizationKey typed = AuthorizationKey.typed("secretsecretsecret");
        KeyVerifier verifier = keys.of(other, typed, KeyOrigin.IMPORTED);
        AtomicInteger guessed = new AtomicInteger();
        List<Thread> guessing = new ArrayList<>();
        for (int i = 0; i < guesses; i++) {
            guessing.add(Thread.startVirtualThread(() -> {
                try {
                    keys.match(CP, List.of(attacked), keys.generate().bytes(), "elsewhere");
                    guessed.incrementAndGet();
                } catch (KeyCheck.BusyException e) {
                    // the test is over
                }
            }));
        }
        await().until(() -> checks("argon2") == guesses); // nearly all of which wait
        int before = guessed.get();

        assertThat(keys.match(other, List.of(verifier), typed.bytes(), HERE)).contains(verifier);

        assertThat(guessed.get() - before)
                .as("went first, where all others would have been before it")
                .isLessThan(guesses / 2);
        guessing.forEach(Thread::interrupt);
        for (Thread each : guessing) {
            each.join();
        }
    }

    /** A thousand charge points that come back at once must not wait for one another's passwords. */
    @Test
    void ten_thousand_are_recognised_in_a_fifth_of_a_second_of_one_core() {
        List<KeyVerifier> verifiers = List.of(keys.of(CP, key, KeyOrigin.GENERATED));
        byte[] presented = key.bytes();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Duration best = Duration.ofDays(1);
        for (int round = 0; round < 20; round++) { // the compiler comes late
            long before = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < MANY; i++) {
                assertThat(keys.match(CP, verifiers, presented, HERE).isPresent())
                        .isTrue();
            }
            Duration taken = Duration.ofNanos(threads.getCurrentThreadCpuTime() - before);
            best = taken.compareTo(best) < 0 ? taken : best;
        }
        System.out.println(MANY + " AuthorizationKeys recognised in " + best.toMillis() + " ms of one core");

        assertThat(best).isLessThan(Duration.ofMillis(200));
    }
}
