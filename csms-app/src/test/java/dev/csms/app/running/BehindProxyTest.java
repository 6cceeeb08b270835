package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.TestToken;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** People behind a proxy, and those who only say that they are. */
class BehindProxyTest {

    private static final String PROXY = "127.0.0.2";
    private static final String SOMEBODY = "127.0.0.3";

    private static RunningCsms csms;

    @BeforeAll
    static void start() {
        csms = RunningCsms.with(
                "--csms.housekeeping.enabled=false", "--csms.web.trusted-proxies=" + PROXY + ",127.0.0.64/26");
    }

    @AfterAll
    static void stop() {
        csms.close();
    }

    private static HttpResponse<String> send(String peer, HttpRequest.Builder request, String... headers)
            throws Exception {
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (HttpClient http = HttpClient.newBuilder()
                .localAddress(InetAddress.getByName(peer))
                .build()) {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static HttpResponse<String> ask(String peer, String mutation, String... headers) throws Exception {
        return send(
                peer,
                HttpRequest.newBuilder(csms.http("/graphql"))
                        .header("Content-Type", "application/json")
                        .header("Authorization", TestToken.BEARER)
                        .POST(BodyPublishers.ofString("{\"query\": \"mutation { " + mutation + " }\"}")),
                headers);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.2, '10.0.0.5', 10.0.0.5",
        "127.0.0.2, '1.2.3.4, 10.0.0.5', 10.0.0.5", // what he has written himself is before
        "127.0.0.2, '1.2.3.4, 10.0.0.5, 127.0.0.70', 10.0.0.5", // by two proxies
        "127.0.0.2, '10.0.0.5:4711', 10.0.0.5",
        "127.0.0.2, '[2001:db8::7]:4711', 2001:db8:0:0:0:0:0:7",
        "127.0.0.3, '10.0.0.5', 127.0.0.3",
        "127.0.0.3, '10.0.0.5, 127.0.0.2', 127.0.0.3",
    })
    void the_address_on_record_is_that_which_a_proxy_of_ours_has_seen(String peer, String header, String address)
            throws Exception {
        String idTag = "P" + Integer.toHexString((peer + header).hashCode());

        HttpResponse<String> answer = ask(
                peer, "registerIdTag(input: {idTag: \\\"" + idTag + "\\\"}) { registered }", "X-Forwarded-For", header);

        assertThat(answer.body()).contains("true");
        assertThat(csms.context()
                        .getBean(JdbcClient.class)
                        .sql("select meta_data->>'remoteAddress' from domain_event where aggregate_identifier = :id")
                        .param("id", "id-tag-" + idTag.toLowerCase())
                        .query(String.class)
                        .list())
                .containsOnly(address);
    }

    private static List<Integer> wrongPasswords(String peer, int count, String before) throws Exception {
        return Stream.iterate(0, i -> i + 1)
                .limit(count)
                .map(i -> signIn(peer, "1.2.3." + i + before + ":" + (1_000 + i)))
                .distinct()
                .toList();
    }

    private static int signIn(String peer, String forwardedFor) {
        try {
            return send(
                            peer,
                            HttpRequest.newBuilder(csms.http("/access/sign-in"))
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString("{\"name\":\"root\",\"password\":\"wrong\"}")),
                            "X-Forwarded-For",
                            forwardedFor)
                    .statusCode();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void nobody_gets_more_guesses_by_saying_that_he_is_somebody_else() throws Exception {
        assertThat(wrongPasswords(PROXY, 11, ", 10.0.0.6")).containsExactly(401, 429);
        assertThat(wrongPasswords(SOMEBODY, 11, "")).containsExactly(401, 429);
        assertThat(signIn(PROXY, "10.0.0.7")).as("others behind the same proxy").isEqualTo(401);
    }

    @Test
    void only_a_proxy_says_that_its_client_speaks_tls() throws Exception {
        for (String peer : List.of(PROXY, SOMEBODY)) {
            HttpResponse<String> page =
                    send(peer, HttpRequest.newBuilder(csms.http("/login")), "X-Forwarded-Proto", "https");

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Strict-Transport-Security").isPresent())
                    .isEqualTo(peer.equals(PROXY));
        }
    }

    @ParameterizedTest
    @CsvSource({"evil.example.com", "','", "unknown"})
    void what_is_no_address_is_refused(String header) throws Exception {
        assertThat(send(PROXY, HttpRequest.newBuilder(csms.http("/login")), "X-Forwarded-For", header)
                        .statusCode())
                .isEqualTo(400);
    }
}
