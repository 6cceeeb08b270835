package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;

import org.springframework.jdbc.core.simple.JdbcClient;

/** What URLs of files must not tell anybody else. */
final class FileSecrets {

    private FileSecrets() {}

    /** A URL that opens a file is for its charge point only. */
    static void assertNowhere(RunningCsms csms, String identity, String url) {
        String signature = url.split("/")[7];
        assertThat(signature).hasSize(43);
        assertThat(csms.context()
                        .getBean(JdbcClient.class)
                        .sql("select count(*) from domain_event where position(:it in payload::text ||"
                                + " meta_data::text) > 0")
                        .param("it", signature)
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(csms.graphQl()
                        .data("{ operations { nodes { request answer } } }")
                        .toString())
                .doesNotContain(signature);
        String messages = csms.graphQl()
                .data("{ chargePoint(identity: \"%s\") { recentMessages { text } } }".formatted(identity))
                .toString();
        assertThat(messages).contains("StatusNotification").doesNotContain(signature);
    }
}
