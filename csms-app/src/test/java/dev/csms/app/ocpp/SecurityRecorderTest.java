package dev.csms.app.ocpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.securityevent.SecurityEventCommand.NoteSecurityEvent;
import dev.csms.ocpp.rpc.SecurityLog.Entry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.junit.jupiter.api.Test;

class SecurityRecorderTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final List<CommandMessage<?>> written = new CopyOnWriteArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SecurityRecorder recorder = recorder();

    private SecurityRecorder recorder() {
        SimpleCommandBus bus = SimpleCommandBus.builder().build();
        bus.subscribe(NoteSecurityEvent.class.getName(), command -> {
            written.add(command);
            return null;
        });
        return new SecurityRecorder(
                DefaultCommandGateway.builder().commandBus(bus).build(), "node-1", meters);
    }

    @Test
    void what_waits_is_written_in_its_order_before_the_end() {
        recorder.keep(entry("CP-1"));
        recorder.start();
        recorder.keep(entry("CP-2"));

        recorder.stop();

        assertThat(written)
                .extracting(CommandMessage::getPayload)
                .isEqualTo(List.of(
                        new NoteSecurityEvent("BootLoop", "CP-1", true, "boots", 3, NOON),
                        new NoteSecurityEvent("BootLoop", "CP-2", true, "boots", 3, NOON)));
        assertThat(written.getFirst().getMetaData())
                .containsEntry("actor", "system")
                .containsEntry("node", "node-1");
        assertThat(recorder.isRunning()).isFalse();
    }

    @Test
    void a_flood_is_counted_and_neither_waits_nor_fills_the_memory() {
        for (int i = 0; i < SecurityRecorder.MOST_WAITING + 5; i++) {
            recorder.keep(entry("CP-" + i));
        }

        assertThat(meters.get("ocpp.security.events.lost").counter().count()).isEqualTo(5);
        recorder.start();
        recorder.stop();
        assertThat(written).hasSize(SecurityRecorder.MOST_WAITING);
    }

    private static Entry entry(String culprit) {
        return new Entry("BootLoop", true, culprit, "boots", 3, NOON);
    }
}
