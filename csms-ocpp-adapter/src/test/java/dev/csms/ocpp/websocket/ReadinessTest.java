package dev.csms.ocpp.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.ocpp.rpc.Session;
import dev.csms.ocpp.rpc.SessionListener;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Whoever has something to ask of a charge point hears of it when it can, and not a moment before. */
class ReadinessTest {

    private static final Duration GRACE = Duration.ofMinutes(1);

    @AutoClose
    private final CentralSystem centralSystem = new CentralSystem();

    private final BlockingQueue<String> news = new LinkedBlockingQueue<>();

    @Test
    void a_session_is_found_when_it_is_told_of_and_hears_when_it_is_told_to_have_booted() throws InterruptedException {
        centralSystem.sessions.tell(new SessionListener() {
            @Override
            public void opened(Session session) {
                boolean found = centralSystem
                        .sessions
                        .find(session.chargePointId())
                        .filter(session::equals)
                        .isPresent();
                news.add("opened, found: " + found);
            }

            @Override
            public void booted(Session session) {
                news.add("booted, may be called: " + session.mayBeCalled(GRACE));
            }
        });
        try (RawWebSocket _ = centralSystem.connect("CP-1")) {
            assertThat(news.poll(10, TimeUnit.SECONDS)).isEqualTo("opened, found: true");
            Session session = centralSystem.session("CP-1");
            assertThat(session.mayBeCalled(GRACE)).isFalse();
            session.booted(true);
            assertThat(news.poll(10, TimeUnit.SECONDS)).isEqualTo("booted, may be called: true");
            session.booted(false);
            assertThat(news.poll(10, TimeUnit.SECONDS)).isEqualTo("booted, may be called: false");
        }
    }
}
