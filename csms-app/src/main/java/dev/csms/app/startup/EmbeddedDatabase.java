package dev.csms.app.startup;

import dev.csms.app.postgres.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Starts the embedded PostgreSQL, beside everything that needs no database, unless {@code spring.datasource.url} names
 * another. It ends with the process, after everything that uses it.
 */
public final class EmbeddedDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);

    private static final String URL = "spring.datasource.url";
    private static final Map<Path, EmbeddedPostgres> RUNNING = new HashMap<>();

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        if (environment.containsProperty(URL)) {
            // what follows may be a password
            log.info(
                    "Using the database {}",
                    environment.getRequiredProperty(URL).replaceFirst("\\?.*", ""));
            return;
        }
        Path directory =
                Binder.get(environment).bind("csms.data-directory", Path.class).orElse(Path.of("data"));
        EmbeddedPostgres postgres = runningIn(directory.toAbsolutePath().normalize());
        environment.getPropertySources().addFirst(new Access(postgres));
    }

    /** How to get in. Whoever asks where waits until there is something to get into. */
    private static final class Access extends MapPropertySource {

        private final EmbeddedPostgres postgres;

        Access(EmbeddedPostgres postgres) {
            super(
                    "embedded database",
                    Map.of(
                            URL,
                            "",
                            "spring.datasource.username",
                            EmbeddedPostgres.APPLICATION_USER,
                            "spring.datasource.password",
                            postgres.applicationPassword(),
                            "spring.flyway.user",
                            EmbeddedPostgres.USER,
                            "spring.flyway.password",
                            postgres.password()));
            this.postgres = postgres;
        }

        @Override
        public @Nullable Object getProperty(String name) {
            return name.equals(URL) ? postgres.url() : super.getProperty(name);
        }
    }

    private static synchronized EmbeddedPostgres runningIn(Path directory) {
        EmbeddedPostgres running = RUNNING.get(directory);
        if (running == null) {
            running = EmbeddedPostgres.starting(directory, log::info);
            RUNNING.put(directory, running);
            // these run when all contexts have been closed
            SpringApplication.getShutdownHandlers().add(running::close);
        }
        return running;
    }
}
