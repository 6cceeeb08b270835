package dev.csms.ocpp.v16;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.ocpp.rpc.Payload;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SecretsTest {

    @Test
    void an_answer_without_secrets_is_kept_as_it_came() {
        assertThat(withheld("{ 'configurationKey' : [ {'key':'HeartbeatInterval','readonly':false,'value':'1'} ] }"))
                .isEqualTo("{ 'configurationKey' : [ {'key':'HeartbeatInterval','readonly':false,'value':'1'} ] }");
    }

    @Test
    void a_secret_is_withheld_however_it_is_spelled_and_wherever_it_stands() {
        assertThat(withheld("{'configurationKey':[{'value':'s3cret','readonly':false,'key':' authorizationKEY'},"
                        + "{'key':'B','readonly':true,'value':'1'}],'unknownKey':['C']}"))
                .isEqualTo("{'configurationKey':[{'value':'***','readonly':false,'key':' authorizationKEY'},"
                        + "{'key':'B','readonly':true,'value':'1'}],'unknownKey':['C']}");
    }

    @Test
    void a_secret_that_is_not_told_is_no_secret() {
        String absent = "{'configurationKey':[{'key':'AuthorizationKey','readonly':false}]}";
        assertThat(withheld(absent)).isEqualTo(absent);
    }

    private static String withheld(String json) {
        byte[] payload = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return Secrets.withheld(Payload.of(payload)).replace('"', '\'');
    }
}
