package dev.csms.app.key;

import dev.csms.domain.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys for one purpose each, all from one secret of this installation: the same on all nodes, after each start and after
 * a rotation of the installation key.
 */
public final class DerivedKeys {

    private static final String HMAC = "HmacSHA256";

    private final byte[] root;

    public DerivedKeys(Secret root) {
        this.root = root.bytes();
    }

    /** A code that only who has the key can make. @param purpose of the key that is derived for it */
    public byte[] hmac(String purpose, String text) {
        return hmac(hmac(root, purpose), text);
    }

    static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }

    @Override
    public String toString() {
        return "DerivedKeys[***]";
    }
}
