package dev.csms.app;

import dev.csms.query.QueryConfiguration;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;

/** Starts everything. What it needs and says while it starts: {@code dev.csms.app.startup}. */
@SpringBootApplication
@ConfigurationPropertiesScan
@Import(QueryConfiguration.class)
public class CsmsApplication {

    public static void main(String[] arguments) {
        System.setProperty("disable-axoniq-console-message", "true");
        SpringApplication application = new SpringApplication(CsmsApplication.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.run(arguments);
    }
}
