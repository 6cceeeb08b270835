package dev.csms.app.file;

import dev.csms.app.key.DerivedKeys;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Paths that open one file to whoever knows them, for a time: {@code /files/<kind>/<id>/<expiry>/<signature>}. A path
 * of one kind or id opens none of another.
 */
final class SignedPaths {

    static final String ROOT = "/files/";

    private static final String PURPOSE = "csms/files/v1";
    private static final Pattern EXPIRY = Pattern.compile("[0-9]{1,12}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private final DerivedKeys key;
    private final InstantSource clock;

    SignedPaths(DerivedKeys key, InstantSource clock) {
        this.key = key;
        this.clock = clock;
    }

    /** What a path is worth. */
    enum Verdict {
        GOOD,
        EXPIRED,
        /** Not one of ours. */
        UNKNOWN
    }

    String path(FileKind kind, String id, Instant expiresAt) {
        if (!isId(id)) {
            throw new IllegalArgumentException("no file has such an id");
        }
        String expiry = String.valueOf(expiresAt.getEpochSecond());
        String signature = Base64.getUrlEncoder().withoutPadding().encodeToString(signature(kind, id, expiry));
        return ROOT + kind.directory() + "/" + id + "/" + expiry + "/" + signature;
    }

    /** Says of an expired path only to who knew it that it has expired. */
    Verdict check(FileKind kind, String id, String expiry, String signature) {
        if (!isId(id) || !EXPIRY.matcher(expiry).matches()) {
            return Verdict.UNKNOWN;
        }
        if (!MessageDigest.isEqual(signature(kind, id, expiry), decoded(signature))) {
            return Verdict.UNKNOWN;
        }
        return clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(expiry))) ? Verdict.GOOD : Verdict.EXPIRED;
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    private byte[] signature(FileKind kind, String id, String expiry) {
        return key.hmac(PURPOSE, kind.directory() + "\n" + id + "\n" + expiry);
    }

    private static byte[] decoded(String signature) {
        try {
            return Base64.getUrlDecoder().decode(signature);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
