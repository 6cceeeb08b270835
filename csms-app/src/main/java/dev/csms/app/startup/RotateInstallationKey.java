package dev.csms.app.startup;

import dev.csms.app.key.KeyRotation;
import dev.csms.app.postgres.EmbeddedPostgres;
import dev.csms.app.postgres.EmbeddedPostgresException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;

/**
 * {@code java -jar csms.jar rotate-installation-key}, with the settings of the program: gives the installation a new key,
 * whether the program runs or not.
 */
public final class RotateInstallationKey {

    public static final String WORD = "rotate-installation-key";

    private RotateInstallationKey() {}

    /** Nothing: only its environment is wanted. */
    @Configuration(proxyBeanMethods = false)
    static class Settings {}

    /** @return exit status */
    public static int rotate(List<String> settings) {
        SpringApplication application = new SpringApplication(Settings.class);
        application.setInitializers(List.of()); // which would start the embedded database
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
        try (ConfigurableApplicationContext context = application.run(settings.toArray(String[]::new))) {
            System.out.println(rotate(context.getEnvironment()));
            return 0;
        } catch (EmbeddedPostgresException e) {
            System.err.println(e.getMessage() + " " + e.remedy());
        } catch (DataAccessException e) {
            System.err.println("The database cannot be asked, so that nothing was changed, or not all; try again: "
                    + e.getMostSpecificCause().getMessage());
        } catch (IllegalArgumentException | IllegalStateException e) {
            System.err.println(e.getMessage());
        }
        return 1;
    }

    private static String rotate(Environment environment) {
        Path directory =
                Binder.get(environment).bind("csms.data-directory", Path.class).orElse(Path.of("data"));
        String url = environment.getProperty("spring.datasource.url");
        if (url != null) {
            return rotate(
                    environment,
                    directory,
                    database(
                            url,
                            environment.getProperty("spring.datasource.username", ""),
                            environment.getProperty("spring.datasource.password", "")));
        }
        Optional<EmbeddedPostgres.Access> running = EmbeddedPostgres.runningIn(directory);
        if (running.isPresent()) {
            EmbeddedPostgres.Access access = running.get();
            return rotate(environment, directory, database(access.url(), access.user(), access.password()));
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory, System.out::println)) {
            return rotate(environment, directory, database(postgres.url(), EmbeddedPostgres.USER, postgres.password()));
        }
    }

    private static String rotate(Environment environment, Path directory, PGSimpleDataSource database) {
        return new KeyRotation(database, directory)
                .rotate(
                        environment.getProperty("csms.installation-key"),
                        environment.getProperty("csms.new-installation-key"));
    }

    private static PGSimpleDataSource database(String url, String user, String password) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(url);
        database.setUser(user);
        database.setPassword(password);
        database.setApplicationName("csms-" + WORD);
        return database;
    }
}
