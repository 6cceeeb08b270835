package dev.csms.app;

import dev.csms.app.postgres.TestPostgres;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfiguration;

/** A test against the whole product, on free ports and a database of its own. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = CsmsApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "csms.ocpp.port=0",
            "csms.ocpp.profile-0=true",
            "csms.overload.append-wait=1m",
            "csms.overload.database-away=1m",
            "csms.ocpp.tls.port=0",
            "csms.ocpp.tls.client-certificate-port=0",
            "csms.node=test-node",
            "csms.welcome=false",
            "csms.data-directory=target/csms-test",
            TestToken.SETTING,
            TestToken.RATE_SETTING
        })
@ContextConfiguration(initializers = CsmsTest.OwnDatabase.class)
public @interface CsmsTest {

    /** Instead of the embedded one of {@code ./data}. */
    @Order(Ordered.HIGHEST_PRECEDENCE)
    final class OwnDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "test database", TestPostgres.settings(TestPostgres.emptyDatabase())));
        }
    }
}
