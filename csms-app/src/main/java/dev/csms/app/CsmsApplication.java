package dev.csms.app;

import dev.csms.app.access.RescueFile;
import dev.csms.app.startup.Rehearsal;
import dev.csms.app.startup.RotateInstallationKey;
import dev.csms.app.startup.WarmStart;
import dev.csms.query.QueryConfiguration;
import java.util.List;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** Starts everything. What it needs and says while it starts: {@code dev.csms.app.startup}. */
@SpringBootApplication(
        excludeName = { // what is not used and would take its time at each start
            "org.axonframework.springboot.autoconfig.UpdateCheckerAutoConfiguration",
            "org.axonframework.springboot.autoconfig.XStreamAutoConfiguration",
            "org.springframework.boot.autoconfigure.aop.AopAutoConfiguration",
            "org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration",
            "org.springframework.boot.graphql.autoconfigure.observation.GraphQlObservationAutoConfiguration",
            "org.springframework.boot.health.autoconfigure.application.SslHealthContributorAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.ssl.SslMetricsAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.task.TaskExecutorMetricsAutoConfiguration",
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
            "org.springframework.boot.micrometer.observation.autoconfigure.ScheduledTasksObservationAutoConfiguration",
            "org.springframework.boot.persistence.autoconfigure.PersistenceExceptionTranslationAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
            "org.springframework.boot.servlet.autoconfigure.MultipartAutoConfiguration",
            "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration",
            "org.springframework.boot.webmvc.autoconfigure.WebMvcObservationAutoConfiguration"
        })
@EnableConfigurationProperties(CsmsSettings.class)
@Import(QueryConfiguration.class)
public class CsmsApplication {

    public static void main(String[] arguments) {
        if (List.of(arguments).equals(List.of(Rehearsal.WORD))) {
            System.exit(Rehearsal.play());
        }
        if (arguments.length > 0 && arguments[0].equals(RotateInstallationKey.WORD)) {
            System.exit(RotateInstallationKey.rotate(List.of(arguments).subList(1, arguments.length)));
        }
        if (arguments.length > 0 && arguments[0].equals(RescueFile.WORD)) {
            System.exit(RescueFile.write(List.of(arguments).subList(1, arguments.length)));
        }
        WarmStart.insteadOfCold();
        System.setProperty("disable-axoniq-console-message", "true");
        // would load beside the start what charge points do not need, on one of two cores
        System.setProperty("spring.backgroundpreinitializer.ignore", "true");
        SpringApplication application = new SpringApplication(CsmsApplication.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.run(arguments);
    }
}
