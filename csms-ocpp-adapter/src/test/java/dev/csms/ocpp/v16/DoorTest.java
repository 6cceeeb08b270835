package dev.csms.ocpp.v16;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargepoint.ChargePointCommand.RegisterChargePoint;
import dev.csms.domain.chargepoint.ChargePointEvent.SessionOpened;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.domain.chargepoint.RegistrationSource;
import dev.csms.domain.chargepoint.RegistrationStatus;
import dev.csms.domain.credential.Authentication;
import dev.csms.domain.credential.AuthorizationKey;
import dev.csms.domain.credential.KeyCheck;
import dev.csms.domain.credential.SecurityProfile;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in by HTTP Basic, and what those hear who are not. Real sockets, every byte ours. */
class DoorTest {

    private static final AuthorizationKey KEY = AuthorizationKey.typed("0001020304050607FFFFFFFFFFFFFFFFFFFFFFFF");
    private static final AuthorizationKey OTHER = AuthorizationKey.typed("another-key-of-a-cp");

    @AutoClose
    private CentralSystem csms = new CentralSystem(Optional.empty(), Doors.STRICT);

    private void withRules(DoorRules rules) {
        csms.close();
        csms = new CentralSystem(Optional.empty(), rules);
    }

    private void register(String identity, SecurityProfile profile, AuthorizationKey key) {
        csms.domain
                .commands()
                .sendAndWait(new RegisterChargePoint(
                        new ChargePointId(identity),
                        RegistrationStatus.ACCEPTED,
                        RegistrationSource.OPERATOR,
                        MessagePolicy.STRICT,
                        null,
                        profile,
                        PlainKeys.verifier(key)));
    }

    private Knock knock(String identity, String... headers) {
        try (Knock knock = Knock.at(csms.port(), "/ocpp/" + identity, headers)) {
            return knock;
        }
    }

    // ---- who is let in

    /** The examples of OCPP-J 1.6 §6.2, byte for byte. */
    @ParameterizedTest
    @CsvSource({
        "AL1000, 0001020304050607FFFFFFFFFFFFFFFFFFFFFFFF, QUwxMDAwOgABAgMEBQYH////////////////",
        "CP001, 736563726574736563726574736563726574, Q1AwMDE6c2VjcmV0c2VjcmV0c2VjcmV0"
    })
    void the_bytes_of_the_key_open_the_door(String identity, String hex, String header) {
        register(identity, SecurityProfile.BASIC, AuthorizationKey.typed(hex));

        assertThat(knock(identity, "Authorization: Basic " + header).status()).isEqualTo(101);
        assertThat(csms.domain.events(SessionOpened.class))
                .extracting(SessionOpened::authentication)
                .containsExactly(Authentication.without(SecurityProfile.BASIC));
    }

    @Test
    @Tag("H7")
    void a_key_may_have_colons_nuls_and_what_is_no_text_in_it() {
        byte[] key = {':', 0, (byte) 0xff, (byte) 0xfe, ':', '\r', '\n', (byte) 0xc0, 9, 10, 11, 12, 13, 14, 15, ':'};
        register("CP-1", SecurityProfile.BASIC, AuthorizationKey.of(key));

        assertThat(knock("CP-1", Knock.basic("CP-1", key)).status()).isEqualTo(101);
        key[3] = (byte) 0xff; // both are U+FFFD to whoever reads them as text
        assertThat(knock("CP-1", Knock.basic("CP-1", key)).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"CP:1, CP:1", "CP%3A2, CP:2", "RDAM%20123, RDAM 123", "%C3%9Cbersee, Übersee"})
    @Tag("H7")
    void an_identity_may_have_colons_spaces_and_umlauts(String inUrl, String identity) {
        register(identity, SecurityProfile.BASIC, KEY);

        assertThat(knock(inUrl, Knock.basic(identity, KEY.bytes())).status()).isEqualTo(101);
    }

    @Test
    void the_scheme_is_no_matter_of_case() {
        register("CP-1", SecurityProfile.BASIC, KEY);

        assertThat(knock("CP-1", Knock.basic("CP-1", KEY.bytes()).replace("Basic", "bAsIc"))
                        .status())
                .isEqualTo(101);
    }

    @Test
    void what_proves_nothing_is_let_in_where_that_is_switched_on_whatever_it_says() {
        withRules(Doors.UNSECURED);
        csms.register("CP-1", RegistrationStatus.ACCEPTED, MessagePolicy.STRICT);

        assertThat(knock("CP-1").status()).isEqualTo(101);
        assertThat(knock("CP-1", Knock.basic("CP-1", KEY.bytes())).status()).isEqualTo(101);
        assertThat(knock("CP-1", "Authorization: nonsense").status()).isEqualTo(101);
        assertThat(csms.keys.checks).hasValue(0);
    }

    // ---- who is not

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Authorization:",
                "Authorization: Basic",
                "Authorization: Bearer QUwxMDAwOgABAgMEBQYH////////////////",
                "Authorization: Basic AL1000:0001020304050607FFFFFFFFFFFFFFFFFFFFFFFF",
                "Authorization: Basic QUwxMDAw",
                "Authorization: Basic QUwxMDAwOgABAgMEBQYH////////////////,Basic QUwxMDAwOgABAgMEBQYH////////////////",
                "Authorization: Basic QUwxMDAwOgABAgMEBQYH//////////////// x"
            })
    @Tag("H6")
    void no_header_and_one_that_is_none_are_told_what_is_missing(String header) {
        register("AL1000", SecurityProfile.BASIC, KEY);

        assertRefused(header.isEmpty() ? knock("AL1000") : knock("AL1000", header), "Authentication");
    }

    /** A page in somebody's browser, which cannot say the key. */
    @Test
    void what_may_be_a_page_in_a_browser_has_to_know_the_key() {
        withRules(Doors.UNSECURED);
        register("CP-1", SecurityProfile.BASIC, KEY);
        csms.register("CP-0", RegistrationStatus.ACCEPTED, MessagePolicy.STRICT);

        assertThat(knock("CP-1", "Origin: null", Knock.basic("CP-1", KEY.bytes()))
                        .status())
                .isEqualTo(101);
        assertRefused(knock("CP-1", "Origin: null"), "Authentication");
        assertThat(knock("CP-0", "Origin: null").status()).isEqualTo(403);
        assertThat(knock("CP-0", "Origin: file://").status()).isEqualTo(101);
    }

    @Test
    @Tag("H6")
    void two_headers_are_none_even_if_both_are_right() {
        register("CP-1", SecurityProfile.BASIC, KEY);
        String right = Knock.basic("CP-1", KEY.bytes());

        assertRefused(knock("CP-1", right, right), "Authentication");
    }

    @Test
    @Tag("H6")
    void a_wrong_key_another_ones_key_and_another_ones_name_are_refused() {
        register("CP-1", SecurityProfile.BASIC, KEY);
        register("CP-2", SecurityProfile.BASIC, OTHER);

        assertRefused(knock("CP-1", Knock.basic("CP-1", OTHER.bytes())), "Authentication");
        assertRefused(knock("CP-1", Knock.basic("CP-2", OTHER.bytes())), "Authentication");
        assertRefused(knock("CP-1", Knock.basic("CP-2", KEY.bytes())), "Authentication");
        assertRefused(knock("CP-1", Knock.basic("CP-1", new byte[0])), "Authentication");
        assertRefused(knock("CP-1", Knock.basic("CP-1", KEY.hex().getBytes(UTF_8))), "Authentication");
        assertThat(csms.securityEvents("Authentication")).isEqualTo(5);
        assertThat(csms.domain.events(SessionOpened.class)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = SecurityProfile.class,
            names = {"TLS_BASIC", "TLS_CERTIFICATE"})
    @Tag("H8")
    void who_has_to_come_by_tls_is_not_let_in_without_it(SecurityProfile profile) {
        register("CP-1", profile, KEY);

        assertRefused(knock("CP-1", Knock.basic("CP-1", KEY.bytes())), "ProfileMismatch");
        assertRefused(knock("CP-1"), "ProfileMismatch");
    }

    @Test
    void what_proves_nothing_is_told_how_that_can_be_switched_on() {
        csms.register("CP-1", RegistrationStatus.ACCEPTED, MessagePolicy.STRICT);

        Knock refused = knock("CP-1");

        assertRefused(refused, "ProfileMismatch");
        assertThat(refused.body()).contains("csms.ocpp.profile-0=true");
    }

    @Test
    void an_unknown_identity_is_not_found() {
        assertThat(knock("NOBODY", Knock.basic("NOBODY", KEY.bytes())).status()).isEqualTo(404);
        assertThat(csms.securityEvents("UnknownIdentity")).isEqualTo(1);
    }

    @Test
    void or_is_like_one_with_another_key() {
        withRules(new DoorRules(false, true, false, Duration.ZERO, null));
        register("CP-1", SecurityProfile.BASIC, KEY);

        long began = System.nanoTime();
        Knock unknown = knock("NOBODY", Knock.basic("NOBODY", KEY.bytes()));
        assertThat(System.nanoTime() - began).as("no sooner than any other").isGreaterThan(150_000_000);
        int checksForUnknown = csms.keys.checks.getAndSet(0);
        Knock wrong = knock("CP-1", Knock.basic("CP-1", OTHER.bytes()));
        int checksForWrong = csms.keys.checks.getAndSet(0);

        assertRefused(unknown, "UnknownIdentity");
        assertThat(List.of(unknown.status(), unknown.headers(), unknown.body()))
                .isEqualTo(List.of(wrong.status(), wrong.headers(), wrong.body()));
        assertThat(checksForUnknown).isEqualTo(checksForWrong).isPositive();
        assertThat(List.of(knock("NOBODY").status(), knock("NOBODY").body()))
                .isEqualTo(List.of(knock("CP-1").status(), knock("CP-1").body()));
    }

    @Test
    void also_when_too_many_of_its_address_were_refused() {
        csms.close();
        csms = new CentralSystem(
                new DoorRules(false, true, false, Duration.ZERO, null), settings -> settings.refusalsPerMinute = 1);
        register("CP-1", SecurityProfile.BASIC, KEY);
        assertThat(knock("CP-1", Knock.basic("CP-1", KEY.bytes())).status()).isEqualTo(101);
        knock("STRANGER");

        List<Boolean> longPauses = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            long began = System.nanoTime();
            Knock unknown = knock("NOBODY");
            assertThat(System.nanoTime() - began).as("no sooner than any other").isGreaterThan(150_000_000);
            Knock known = knock("CP-1");

            assertThat(unknown.status()).isEqualTo(429);
            assertThat(List.of(unknown.status(), unknown.body())).isEqualTo(List.of(known.status(), known.body()));
            assertThat(hasLongPause(unknown)).isEqualTo(hasLongPause(known));
            longPauses.add(hasLongPause(unknown));
        }
        assertThat(longPauses).containsSequence(false, true);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void also_when_its_key_cannot_be_checked_in_time(boolean givenUp) {
        withRules(new DoorRules(false, true, false, Duration.ZERO, null));
        register("CP-1", SecurityProfile.BASIC, KEY);
        CountDownLatch others = new CountDownLatch(1);
        csms.keys.before = () -> {
            if (givenUp) {
                throw new KeyCheck.BusyException();
            }
            await(others);
        };

        Knock known = knock("CP-1", Knock.basic("CP-1", KEY.bytes()));
        Knock unknown = knock("NOBODY", Knock.basic("NOBODY", KEY.bytes()));
        others.countDown();

        assertThat(known.status()).isEqualTo(401);
        assertThat(csms.securityEvents("Authentication"))
                .as("it is not to blame")
                .isZero();
        assertThat(List.of(known.status(), known.headers(), known.body()))
                .isEqualTo(List.of(unknown.status(), unknown.headers(), unknown.body()));
        csms.keys.before = () -> {};
        assertThat(knock("CP-1", Knock.basic("CP-1", KEY.bytes())).status()).isEqualTo(101);
    }

    @Test
    void where_nothing_is_hidden_it_is_asked_to_come_again() {
        register("CP-1", SecurityProfile.BASIC, KEY);
        csms.keys.before = () -> {
            throw new KeyCheck.BusyException();
        };

        assertThat(knock("CP-1", Knock.basic("CP-1", KEY.bytes())).status()).isEqualTo(503);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean hasLongPause(Knock refused) {
        return Integer.parseInt(refused.header("Retry-After")) > 50;
    }

    @Test
    void hex_digits_in_the_header_are_a_matter_of_tolerance() {
        withRules(new DoorRules(false, false, true, Duration.ZERO, null));
        register("CP-1", SecurityProfile.BASIC, KEY);

        assertThat(knock("CP-1", Knock.basic("CP-1", KEY.hex().toLowerCase().getBytes(ISO_8859_1)))
                        .status())
                .isEqualTo(101);
        assertThat(knock("CP-1", Knock.basic("CP-1", KEY.bytes())).status()).isEqualTo(101);
        assertRefused(knock("CP-1", Knock.basic("CP-1", OTHER.hex().getBytes(ISO_8859_1))), "Authentication");
    }

    @Test
    void who_fails_again_and_again_is_sent_away_and_the_right_key_opens_all_the_same() {
        register("CP-1", SecurityProfile.BASIC, KEY);
        String wrong = Knock.basic("CP-1", OTHER.bytes());
        for (int i = 0; i < 10; i++) {
            assertThat(knock("CP-1", wrong).status()).isEqualTo(401);
        }

        Knock sentAway = knock("CP-1", wrong);
        assertThat(sentAway.status()).isEqualTo(429);
        assertThat(Integer.parseInt(sentAway.header("Retry-After"))).isBetween(60, 80);
        Knock unseen = knock("CP-1");
        assertThat(unseen.status()).as("nothing to look at").isEqualTo(429);
        assertThat(Integer.parseInt(unseen.header("Retry-After"))).isBetween(55, 80);
        assertThat(csms.securityEvents("RefusedHandshakes")).isPositive();

        assertThat(knock("CP-1", Knock.basic("CP-1", KEY.bytes())).status()).isEqualTo(101);
        assertThat(knock("CP-1", wrong).status()).as("it starts afresh").isEqualTo(401);
    }

    // ---- whose place is taken

    @Test
    void who_proves_who_it_is_takes_the_place_of_its_old_connection_at_once() throws IOException {
        register("CP-1", SecurityProfile.BASIC, KEY);
        String right = Knock.basic("CP-1", KEY.bytes());
        try (Knock first = Knock.at(csms.port(), "/ocpp/CP-1", right);
                Knock second = Knock.at(csms.port(), "/ocpp/CP-1", right)) {
            assertThat(second.status()).isEqualTo(101);
            assertThat(first.closeCode()).isEqualTo(1008);
            assertThat(csms.securityEvents("SessionSuperseded")).isEqualTo(1);
        }
    }

    @Test
    void who_proves_nothing_does_not_take_the_place_of_a_connection_that_is_alive() throws IOException {
        withRules(new DoorRules(true, false, false, Duration.ofSeconds(10), null));
        csms.register("CP-1", RegistrationStatus.ACCEPTED, MessagePolicy.STRICT);
        try (Knock first = Knock.at(csms.port(), "/ocpp/CP-1")) {
            CompletableFuture<Knock> second = CompletableFuture.supplyAsync(() -> knock("CP-1"));
            first.answerPing();

            assertThat(second.join().status()).isEqualTo(503);
            assertThat(csms.securityEvents("SessionContested")).isEqualTo(1);
            assertThat(csms.securityEvents("SessionSuperseded")).isZero();
        }
    }

    @Test
    void but_of_one_that_gives_no_sign_of_life() throws IOException {
        withRules(new DoorRules(true, false, false, Duration.ofMillis(100), null));
        csms.register("CP-1", RegistrationStatus.ACCEPTED, MessagePolicy.STRICT);
        try (Knock first = Knock.at(csms.port(), "/ocpp/CP-1");
                Knock second = Knock.at(csms.port(), "/ocpp/CP-1")) {
            assertThat(second.status()).isEqualTo(101);
            assertThat(first.closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void who_would_not_be_let_in_keeps_nobody_waiting_whose_connections_take_turns() {
        csms.close();
        csms = new CentralSystem(Doors.STRICT, settings -> settings.flappingDelay = Duration.ofMillis(500));
        register("CP-1", SecurityProfile.BASIC, KEY);
        String right = Knock.basic("CP-1", KEY.bytes());
        List<Knock> connections = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            connections.add(Knock.at(csms.port(), "/ocpp/CP-1", right));
        }
        assertThat(csms.securityEvents("SessionFlapping")).isEqualTo(1);

        CompletableFuture<Knock> waiting = CompletableFuture.supplyAsync(() -> knock("CP-1", right));
        for (int i = 0; i < 5; i++) {
            assertRefused(knock("CP-1", Knock.basic("CP-1", OTHER.bytes())), "Authentication");
        }

        assertThat(waiting.join().status()).isEqualTo(101);
        connections.forEach(Knock::close);
    }

    private void assertRefused(Knock knock, String event) {
        assertThat(knock.status()).isEqualTo(401);
        assertThat(knock.header("WWW-Authenticate")).isEqualTo("Basic realm=\"csms\", charset=\"UTF-8\"");
        assertThat(csms.securityEvents(event)).isPositive();
        assertThat(knock.body()).doesNotContain(KEY.hex()).doesNotContain(OTHER.hex());
    }
}
