package dev.csms.domain.operation;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a charge point fetches a file or leaves one: a URI, or a reference to a file of ours. What is requested is on
 * record, so it has the reference; the URI that it stands for opens the file to whoever knows it, and is made when the
 * message is sent.
 */
public final class FileLocation {

    /** What begins a reference to a file of ours. */
    public static final String OURS = "csms:";

    private static final String FIRMWARE = OURS + "firmware/";
    private static final String DIAGNOSTICS = OURS + "diagnostics/";

    /** Those that charge points are known to understand. */
    private static final Set<String> SCHEMES = Set.of("http", "https", "ftp", "ftps", "sftp");

    private static final int MAX_LENGTH = 512;

    /** Charge points have been seen to hand a URI to a shell. */
    private static final Pattern MEANT_FOR_A_SHELL = Pattern.compile("[\\s`$()'\"\\\\<>|;*{}!\\p{Cntrl}]");

    private static final Pattern USER_INFO = Pattern.compile("://[^/?#\\s\"]*@");

    private FileLocation() {}

    /** @param fileName the end of the URI, by which charge points tell what is in the file */
    public static String ofFirmware(String imageId, String fileName) {
        return FIRMWARE + imageId + "/" + fileName;
    }

    /** The image that a reference is to; empty if it is to no image of ours. */
    public static Optional<String> imageOf(String location) {
        if (!location.startsWith(FIRMWARE)) {
            return Optional.empty();
        }
        int end = location.indexOf('/', FIRMWARE.length());
        return Optional.of(location.substring(FIRMWARE.length(), end < 0 ? location.length() : end));
    }

    /** Where the diagnostics that an operation asks for are left with us. */
    public static String ofDiagnostics(String operationId) {
        return DIAGNOSTICS + operationId;
    }

    /** The operation whose diagnostics are left there; empty if they are not left with us. */
    public static Optional<String> diagnosticsOf(String location) {
        return location.startsWith(DIAGNOSTICS)
                ? Optional.of(location.substring(DIAGNOSTICS.length()))
                : Optional.empty();
    }

    /**
     * What somebody has typed, if a charge point can be sent there.
     *
     * @throws IllegalArgumentException with a sentence, if not
     */
    public static String checked(String location) {
        return checked(location, AddressRules.USUAL);
    }

    /** The same, by other rules. */
    public static String checked(String location, AddressRules addresses) {
        if (hasUserInfo(location)) {
            throw new IllegalArgumentException(SECRET);
        }
        if (location.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "a location has at most " + MAX_LENGTH + " characters, not " + location.length());
        }
        if (MEANT_FOR_A_SHELL.matcher(location).find()) {
            throw new IllegalArgumentException("a location has no spaces, control characters, quotes or any of"
                    + " ` $ ( ) \\ < > | ; * { } ! in it; write such characters as %xx");
        }
        URI uri = parsed(location);
        String scheme = uri == null ? null : uri.getScheme();
        if (uri == null || scheme == null || uri.getHost() == null) {
            throw new IllegalArgumentException("a location is a whole URL, such as https://files.example.com/charger/");
        }
        if (!SCHEMES.contains(scheme.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("a location begins with http, https, ftp, ftps or sftp, not " + scheme);
        }
        addresses.objection(uri.getHost()).ifPresent(objection -> {
            throw new IllegalArgumentException(objection);
        });
        return location;
    }

    private static @Nullable URI parsed(String location) {
        try {
            return new URI(location);
        } catch (URISyntaxException e) {
            return null;
        }
    }

    static final String SECRET = "a location with a user name or password in it is a secret:"
            + " what is requested is on record, and so it cannot be requested this way";

    /** Whether there is a user name, and perhaps a password, in any URI within a text. */
    static boolean hasUserInfo(String text) {
        return USER_INFO.matcher(text).find();
    }
}
