package dev.csms.ocpp.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.csms.domain.chargepoint.ChargePointId;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * What somebody says by HTTP Basic (RFC 7617). The password is bytes and never text: it may have colons, NULs and what is
 * no UTF-8 in it. The identity is known and may have colons too, so nothing is split.
 */
public sealed interface BasicAuthorization {

    /** A password for this identity. */
    record Presented(byte[] password) implements BasicAuthorization {

        /** Passwords are no reading matter. */
        @Override
        public String toString() {
            return "Presented[***]";
        }
    }

    /** Nothing that could be checked; why, without repeating it. */
    record Unusable(String why) implements BasicAuthorization {}

    /**
     * @param headers  values of all {@code Authorization} headers
     * @param identity as it stands in the URL, decoded: the only user name that is right (A00.FR.204)
     */
    static BasicAuthorization of(List<String> headers, ChargePointId identity) {
        if (headers.isEmpty()) {
            return new Unusable("the Authorization header is missing");
        }
        if (headers.size() > 1) {
            return new Unusable("there is more than one Authorization header");
        }
        String[] parts = headers.getFirst().strip().split("\\s+");
        if (parts.length != 2 || !parts[0].equalsIgnoreCase("Basic")) {
            return new Unusable("the Authorization header is not 'Basic' with one word of Base64");
        }
        byte[] decoded;
        try {
            decoded = Base64.getDecoder().decode(parts[1]);
        } catch (IllegalArgumentException e) {
            return new Unusable("the Authorization header is not Base64");
        }
        byte[] user = (identity.value() + ":").getBytes(UTF_8);
        if (decoded.length < user.length || !Arrays.equals(decoded, 0, user.length, user, 0, user.length)) {
            return new Unusable("the user name of the Authorization header is not the identity of the URL");
        }
        return new Presented(Arrays.copyOfRange(decoded, user.length, decoded.length));
    }
}
