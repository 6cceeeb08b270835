package dev.csms.app.access;

import dev.csms.app.CsmsSettings.WrongSettingException;
import dev.csms.domain.person.PersonId;
import dev.csms.domain.secret.Secret;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The first administrator, where the settings name one. Not among the settings, so that nothing that shows settings shows
 * the password.
 *
 * @param toBeChanged whether the password is, at the first sign-in
 */
record SetupAdmin(PersonId name, Secret password, boolean toBeChanged) {

    private static final String NAME = "csms.setup.admin-name";
    private static final String PASSWORD = "csms.setup.admin-password";
    private static final String CHANGE_PASSWORD = "csms.setup.change-password";

    /** Fails for what nobody can be called, and for a password that is too easy to guess, which it does not tell. */
    static Optional<SetupAdmin> of(Environment environment) {
        String givenName = environment.getProperty(NAME, "admin");
        String givenPassword = environment.getProperty(PASSWORD, "");
        boolean toBeChanged =
                Binder.get(environment).bind(CHANGE_PASSWORD, Boolean.class).orElse(true);
        PersonId name = checked(NAME, () -> new PersonId(givenName));
        return givenPassword.isBlank()
                ? Optional.empty()
                : Optional.of(new SetupAdmin(
                        name, checked(PASSWORD, () -> Passwords.checked(givenPassword, name)), toBeChanged));
    }

    private static <T> T checked(String setting, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new WrongSettingException(setting + ": " + e.getMessage());
        }
    }
}
