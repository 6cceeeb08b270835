package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.configuration.StandardKey;
import dev.csms.domain.configuration.StandardKeys;
import dev.csms.ocpp.rpc.SessionRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class HousekeepingTest {

    private static final String BOOT = "{\"chargePointVendor\":\"V\",\"chargePointModel\":\"%s\"}";
    private static final String KEYS =
            "{\"configurationKey\":[{\"key\":\"HeartbeatInterval\",\"readonly\":false,\"value\":\"300\"}]}";

    /** Each charge point's own is between this and three times as long. */
    private static final Duration SHORTEST_DELAY = Duration.ofMillis(200);

    private static final Duration BOOT_GRACE = Duration.ofMillis(500);

    private static final Set<String> STANDARD_KEYS = StandardKeys.ALL.stream()
            .map(StandardKey::name)
            .filter(name -> !name.equals("AuthorizationKey"))
            .collect(Collectors.toCollection(TreeSet::new));

    private static RunningCsms csms;

    @BeforeAll
    static void start() {
        csms = RunningCsms.with(
                "--csms.housekeeping.delay=" + SHORTEST_DELAY.multipliedBy(2).toMillis() + "ms",
                "--csms.ocpp.boot-grace=" + BOOT_GRACE.toMillis() + "ms");
    }

    @AfterAll
    static void stop() {
        csms.close();
    }

    @Test
    void a_charge_point_that_has_booted_is_asked_for_its_whole_configuration_once() {
        csms.registerChargePoint("HK-1");
        try (OcppClient chargePoint = OcppClient.connect(csms.ocpp() + "/HK-1")) {
            assertThat(chargePoint.nextCallWithin(1_000))
                    .as("before it has booted")
                    .isNull();
            chargePoint.call("BootNotification", BOOT.formatted("first"));
            assertThat(chargePoint.expect("GetConfiguration", KEYS).toString()).isEqualTo("{}");
            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                JsonNode shown = csms.graphQl().data("""
                    { chargePoint(identity: "HK-1") {
                        configuration { complete keys { name value } }
                        operations { nodes { requestedBy reason state } }
                    } }
                    """).path("chargePoint");
                assertThat(shown.path("configuration").toString())
                        .isEqualTo("{\"complete\":true,\"keys\":[{\"name\":\"HeartbeatInterval\",\"value\":\"300\"}]}");
                assertThat(shown.path("operations").path("nodes").toString())
                        .isEqualTo(
                                "[{\"requestedBy\":\"system\",\"reason\":\"housekeeping: to know its configuration\","
                                        + "\"state\":\"ANSWERED\"}]");
            });

            chargePoint.call("BootNotification", BOOT.formatted("second"));
            assertThat(chargePoint.nextCallWithin(1_500)).as("on the same day").isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[3,%s,{}]", "[4,%s,\"InternalError\",\"too much\",{}]", "[3,%s,{\"configurationKey\":[]]"})
    void one_that_has_no_answer_to_so_big_a_question_is_asked_in_parts(String answer) {
        String identity = "HK-PARTS-" + answer.length();
        csms.registerChargePoint(identity);
        try (OcppClient chargePoint = OcppClient.connect(csms.ocpp() + "/" + identity)) {
            chargePoint.call("BootNotification", BOOT.formatted("M"));
            JsonNode all = chargePoint.nextCall();
            assertThat(all.get(3).toString()).isEqualTo("{}");
            chargePoint.sendText(answer.formatted(all.get(1)));

            Set<String> asked = new TreeSet<>();
            while (asked.size() < STANDARD_KEYS.size()) {
                JsonNode keys = chargePoint.expect("GetConfiguration", KEYS).path("key");
                assertThat(keys.size()).isBetween(1, 10);
                keys.forEach(key -> asked.add(key.asString()));
            }
            assertThat(asked).isEqualTo(STANDARD_KEYS);
            assertThat(chargePoint.nextCallWithin(1_000)).isNull();
        }
    }

    @Test
    void of_one_that_has_left_nothing_is_asked() {
        String identity = inTime("HK-LEFT-", SHORTEST_DELAY, this::bootsAndLeaves);
        Awaitility.await()
                .pollDelay(Duration.ofMillis(1_200))
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(csms.graphQl()
                                .data("{ chargePoint(identity: \"%s\") { connected operations { nodes { action } } } }"
                                        .formatted(identity))
                                .toString())
                        .isEqualTo("{\"chargePoint\":{\"connected\":false,\"operations\":{\"nodes\":[]}}}"));
    }

    private void bootsAndLeaves(String identity) {
        try (OcppClient chargePoint = OcppClient.connect(csms.ocpp() + "/" + identity)) {
            chargePoint.call("BootNotification", BOOT.formatted("M"));
        }
        SessionRegistry sessions = csms.context().getBean(SessionRegistry.class);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(1))
                .until(() -> sessions.find(new ChargePointId(identity)).isEmpty());
    }

    /**
     * Has another charge point do it, and then another, until one was in time: this machine may be slow for a while.
     *
     * @return its identity
     */
    private static String inTime(String prefix, Duration limit, Consumer<String> what) {
        for (int i = 1; i <= 20; i++) {
            String identity = prefix + i;
            csms.registerChargePoint(identity);
            long begin = System.nanoTime();
            what.accept(identity);
            if (System.nanoTime() - begin < limit.toNanos()) {
                return identity;
            }
        }
        throw new AssertionError("never within " + limit);
    }

    /** Such as one whose central system we have replaced while it was running (OCPP-J 1.6 §5.4). */
    @Test
    void one_that_speaks_without_having_ever_booted_here_is_asked_for_its_boot_once() {
        String meterValues = "{\"connectorId\":1,\"meterValue\":[]}";
        csms.registerChargePoint("HK-4");
        try (OcppClient chargePoint = OcppClient.connect(csms.ocpp() + "/HK-4")) {
            assertThat(chargePoint.nextCallWithin(1_500))
                    .as("as long as it says nothing, it is about to boot")
                    .isNull();
            assertThat(chargePoint.frame("MeterValues", meterValues).get(2).asString())
                    .isEqualTo("SecurityError");
            assertThat(chargePoint
                            .expect("TriggerMessage", "{\"status\":\"Accepted\"}")
                            .toString())
                    .isEqualTo("{\"requestedMessage\":\"BootNotification\"}");
            assertThat(chargePoint.frame("Heartbeat", "{}").get(2).asString()).isEqualTo("SecurityError");
            assertThat(chargePoint.nextCallWithin(1_000)).as("once").isNull();

            chargePoint.call("BootNotification", BOOT.formatted("M"));
            assertThat(chargePoint.frame("Heartbeat", "{}").get(0).asInt()).isEqualTo(3);
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            JsonNode shown = csms.graphQl()
                    .data("{ anomalies(filter: {chargePoint: \"HK-4\"}, first: 5) { nodes { kind raw } } }");
            assertThat(shown.at("/anomalies/nodes/0/kind").asString("")).isEqualTo("MESSAGE_BEFORE_BOOT");
            assertThat(shown.at("/anomalies/nodes/0/raw").asString("")).isEqualTo(meterValues);
        });
    }

    /** TriggerMessage is of an optional profile. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[4,%s,\"NotImplemented\",\"\",{}]",
                "[3,%s,{\"status\":\"NotImplemented\"}]",
                "[3,%s,{\"status\":\"Rejected\"}]"
            })
    void one_that_cannot_be_asked_for_its_boot_is_accepted_as_it_is_registered(String answer) {
        String identity = "HK-BOOT-" + answer.length();
        csms.registerChargePoint(identity);
        try (OcppClient chargePoint = OcppClient.connect(csms.ocpp() + "/" + identity)) {
            assertThat(chargePoint.frame("Heartbeat", "{}").get(2).asString()).isEqualTo("SecurityError");
            JsonNode trigger = chargePoint.nextCall();
            assertThat(trigger.get(2).asString()).isEqualTo("TriggerMessage");
            chargePoint.sendText(answer.formatted(trigger.get(1)));

            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(
                                    chargePoint.frame("Heartbeat", "{}").get(0).asInt())
                            .isEqualTo(3));
        }
    }

    @Test
    void one_that_boots_in_time_is_not_asked_for_it() {
        List<OcppClient> connected = new ArrayList<>();
        inTime("HK-SOON-", BOOT_GRACE, identity -> {
            OcppClient chargePoint = OcppClient.connect(csms.ocpp() + "/" + identity);
            connected.add(chargePoint);
            assertThat(chargePoint.frame("Heartbeat", "{}").get(2).asString()).isEqualTo("SecurityError");
            chargePoint.call("BootNotification", BOOT.formatted("M"));
        });
        connected.getLast().expect("GetConfiguration", KEYS);
        assertThat(connected.getLast().nextCallWithin(1_000)).isNull();
        connected.forEach(OcppClient::close);
    }

    @Test
    void one_that_is_not_accepted_is_not_asked() {
        csms.registerChargePoint("HK-2");
        csms.graphQl()
                .data("mutation { setRegistration(input: {identity: \"HK-2\", registration: PENDING}) { chargePoint"
                        + " { identity } } }");
        try (OcppClient chargePoint = OcppClient.connect(csms.ocpp() + "/HK-2")) {
            chargePoint.call("BootNotification", BOOT.formatted("M"));
            assertThat(chargePoint.nextCallWithin(1_500)).isNull();
        }
    }
}
