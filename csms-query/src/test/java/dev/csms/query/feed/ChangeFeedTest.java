package dev.csms.query.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.query.QuerySideTest;
import dev.csms.query.projection.Change;
import dev.csms.query.projection.Change.AnythingChanged;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.annotation.Autowired;

class ChangeFeedTest extends QuerySideTest {

    @Autowired
    private DataSource dataSource;

    @Test
    void a_connection_that_is_cut_unseen_is_replaced() throws Exception {
        try (Connection connection = dataSource.getConnection();
                CuttablePath path =
                        new CuttablePath(port(connection.getMetaData().getURL()))) {
            PGSimpleDataSource database = new PGSimpleDataSource();
            database.setURL(
                    connection.getMetaData().getURL().replaceFirst("//[^/]+/", "//127.0.0.1:" + path.port() + "/"));
            database.setUser("csms_app");
            database.setPassword("csms_app");
            ChangeFeed feed = new ChangeFeed(database, Duration.ofMillis(300), Duration.ofMillis(300));
            List<Change> changes = new CopyOnWriteArrayList<>();
            feed.changes().subscribe(changes::add);
            feed.start();
            try {
                Awaitility.await().untilAsserted(() -> {
                    ChargePointId next = chargePoint();
                    happened(next, registered(next));
                    assertThat(changes).isNotEmpty();
                });
                assertThat(changes).doesNotContain(new AnythingChanged());

                path.cut();

                Awaitility.await()
                        .atMost(Duration.ofSeconds(20))
                        .untilAsserted(() -> assertThat(changes).contains(new AnythingChanged()));
            } finally {
                feed.stop();
            }
        }
    }

    private static int port(String url) {
        return Integer.parseInt(url.replaceAll(".*:(\\d+)/.*", "$1"));
    }

    /** Leads to another port; what is connected when it is cut hears no more of each other, and of no end. */
    private static final class CuttablePath implements AutoCloseable {

        private final ServerSocket listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        private final AtomicInteger connections = new AtomicInteger();
        private final int target;
        private volatile int cutUpTo;

        CuttablePath(int target) throws IOException {
            this.target = target;
            Thread.ofVirtual().start(this::accept);
        }

        int port() {
            return listener.getLocalPort();
        }

        void cut() {
            cutUpTo = connections.get();
        }

        private void accept() {
            while (!listener.isClosed()) {
                try {
                    Socket from = listener.accept();
                    Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
                    int number = connections.incrementAndGet();
                    Thread.ofVirtual().start(() -> pump(from, to, number));
                    Thread.ofVirtual().start(() -> pump(to, from, number));
                } catch (IOException closed) {
                    return;
                }
            }
        }

        private void pump(Socket from, Socket to, int number) {
            byte[] bytes = new byte[8192];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                    if (number > cutUpTo) {
                        out.write(bytes, 0, read);
                    }
                }
            } catch (IOException broken) {
                // is the end
            }
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }
}
