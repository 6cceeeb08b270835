package dev.csms.ocpp.v16;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.credential.AuthorizationKey;
import dev.csms.domain.credential.KeyCheck;
import dev.csms.domain.credential.KeyVerifier;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Verifiers that are the keys themselves, and how often somebody has looked at them. */
final class PlainKeys implements KeyCheck {

    final AtomicInteger checks = new AtomicInteger();

    /** Comes before a key is compared with one that there is. */
    volatile Runnable before = () -> {};

    static KeyVerifier verifier(AuthorizationKey key) {
        return new KeyVerifier(key.hex());
    }

    @Override
    public Optional<KeyVerifier> match(
            ChargePointId chargePointId, List<KeyVerifier> verifiers, byte[] presented, String network) {
        checks.incrementAndGet();
        if (!verifiers.isEmpty()) {
            before.run();
        }
        KeyVerifier fitting =
                new KeyVerifier("x" + HexFormat.of().withUpperCase().formatHex(presented));
        return verifiers.stream()
                .filter(it -> ("x" + it.value()).equals(fitting.value()))
                .findFirst();
    }
}
