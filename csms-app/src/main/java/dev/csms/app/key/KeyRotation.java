package dev.csms.app.key;

import dev.csms.app.CsmsSettings.WrongSettingException;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Gives the installation a new key, while the program runs. At every moment the key that a start would find opens the
 * keyring, and a rotation that broke off is ended by the next.
 */
public final class KeyRotation {

    private final DataSource database;
    private final Path dataDirectory;

    public KeyRotation(DataSource database, Path dataDirectory) {
        this.database = database;
        this.dataDirectory = dataDirectory;
    }

    /**
     * The key that is a file in the data directory, or the one that is set.
     *
     * @param configured the key that is set, if one is
     * @param next       the key that will be set, if one is set; without it, what others than the one that is set open
     *                   is removed
     * @return what was done, and what is left to do, in a sentence
     */
    public String rotate(@Nullable String configured, @Nullable String next) {
        if (!Keyring.isMade(database)) {
            throw new WrongSettingException(
                    "This database has no keyring yet. Start the program once; it makes one with the key it finds.");
        }
        if (configured == null || configured.isBlank()) {
            return rotateFile();
        }
        InstallationKey key = InstallationKey.open(configured, dataDirectory);
        if (next == null || next.isBlank()) {
            Keyring.reserve(database, key);
            return "The keyring opens with the key in csms.installation-key alone.";
        }
        Keyring.share(database, key, InstallationKey.open(next, dataDirectory));
        return "The keyring opens with both keys. Set csms.installation-key to the new one on every node, restart them,"
                + " and repeat this command with it and without csms.new-installation-key: that ends the old one.";
    }

    private String rotateFile() {
        prepare();
        share();
        takeOver();
        end();
        return "The installation has a new key in " + dataDirectory.resolve(InstallationKey.FILE)
                + ". The old one opens nothing any more, except in older copies of the database.";
    }

    /** One that a rotation has left that broke off is as good as another. */
    void prepare() {
        InstallationKey.prepareNext(dataDirectory);
    }

    void share() {
        Keyring.share(database, InstallationKey.open(null, dataDirectory), InstallationKey.next(dataDirectory));
    }

    void takeOver() {
        if (!Keyring.opensWith(database, InstallationKey.next(dataDirectory))) {
            throw new IllegalStateException("the keyring is not sealed for the new key");
        }
        InstallationKey.takeOverNext(dataDirectory);
    }

    void end() {
        Keyring.reserve(database, InstallationKey.open(null, dataDirectory));
    }
}
