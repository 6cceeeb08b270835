package dev.csms.ocpp.v16;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.ocpp.v16.Decoded.Read;
import dev.csms.ocpp.v16.Decoded.Refused;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever comes, reading it ends in a value or in a refusal that says why. */
class MutilatedPayloadTest {

    private static final int ROUNDS = 30_000;

    private static final List<String> SPLINTERS = List.of(
            "null",
            "{}",
            "[]",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "'",
            "~",
            "~u0000",
            "~ud800",
            "-",
            "1e999999999",
            "9".repeat(70),
            "true",
            "'<300>'",
            "[[[[[[[[[[[[[[[[[[",
            "0.1",
            "\u0000",
            "é",
            "'x':{'y':[1,{'z':null}]},",
            "' '");

    private static final List<String[]> SPECIMENS = List.of(
            new String[] {"Authorize", "{'idTag':'04E91C5A'}"},
            new String[] {
                "BootNotification", "{'chargePointVendor':'V','chargePointModel':'M','imsi':'1','meterType':'x'}"
            },
            new String[] {"DataTransfer", "{'vendorId':'V','messageId':'M','data':'{~'a~':1}'}"},
            new String[] {
                "StatusNotification",
                "{'connectorId':1,'errorCode':'NoError','status':'Available','info':'i','timestamp':'2026-11-24T10:00:00Z'}"
            },
            new String[] {
                "StartTransaction",
                "{'connectorId':1,'idTag':'A','meterStart':1000,'timestamp':'2026-11-24T10:00:00Z','reservationId':7}"
            },
            new String[] {
                "StopTransaction",
                "{'transactionId':1,'meterStop':9,'timestamp':'2026-11-24T10:00:00Z','idTag':'A','reason':'Local',"
                    + "'transactionData':[{'timestamp':'2026-11-24T10:00:00Z','sampledValue':[{'value':'1','unit':'Wh'}]}]}"
            },
            new String[] {
                "MeterValues",
                "{'connectorId':1,'transactionId':1,'meterValue':[{'timestamp':'2026-11-24T10:00:00Z','sampledValue':"
                    + "[{'value':'1','context':'Sample.Periodic','measurand':'Voltage','phase':'L1'},{'value':'2'}]}]}"
            });

    @ParameterizedTest
    @EnumSource(MessagePolicy.class)
    void is_read_or_refused_and_never_breaks_the_reader(MessagePolicy policy) {
        Random random = new Random(20261124);
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String[] specimen = SPECIMENS.get(random.nextInt(SPECIMENS.size()));
            String payload = mutilated(specimen[1], random);
            switch (Payloads.decode(specimen[0], payload, policy)) {
                case Read<?> value -> {
                    read++;
                    assertThat(value.deviations()).allSatisfy(deviation -> {
                        assertThat(deviation.member()).hasSizeLessThanOrEqualTo(120);
                        assertThat(deviation.example()).hasSizeLessThanOrEqualTo(120);
                        assertThat(Texts.clean(deviation.example())).isTrue();
                    });
                }
                case Refused<?> refused ->
                    assertThat(refused.description()).as(payload).isNotBlank().hasSizeLessThanOrEqualTo(255);
            }
        }
        assertThat(read).isBetween(ROUNDS / 100, ROUNDS);
    }

    private static String mutilated(String payload, Random random) {
        StringBuilder text = new StringBuilder(payload);
        for (int cuts = random.nextInt(3); cuts >= 0; cuts--) {
            int at = random.nextInt(text.length());
            int length = random.nextInt(Math.min(12, text.length() - at));
            text.replace(at, at + length, random.nextBoolean() ? SPLINTERS.get(random.nextInt(SPLINTERS.size())) : "");
            if (text.isEmpty()) {
                text.append('{');
            }
        }
        return text.toString();
    }
}
