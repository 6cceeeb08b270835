package dev.csms.ocpp.tls;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What we show at the moment: of each kind of key at most one, chosen by what the charge point can do. They can be
 * exchanged at any time; connections that stand are not touched.
 */
public final class ServerCertificates {

    private final AtomicReference<Generation> current = new AtomicReference<>(new Generation(0, List.of(), null));

    /** A handshake that has chosen of one generation finds its choice in the next one. */
    private record Generation(int number, List<ServerCertificate> certificates, @Nullable Generation before) {

        private String alias(ServerCertificate certificate) {
            return number + "-" + certificate.key().getAlgorithm();
        }
    }

    public void replace(List<ServerCertificate> certificates) {
        current.updateAndGet(before -> new Generation(
                before.number() + 1,
                List.copyOf(certificates),
                new Generation(before.number(), before.certificates(), null)));
    }

    public List<ServerCertificate> current() {
        return current.get().certificates();
    }

    /** @param keyType in the JDK's words @return null if there is none of that kind */
    @Nullable
    String alias(String keyType) {
        Generation generation = current.get();
        return generation.certificates().stream()
                .filter(certificate -> certificate.key().getAlgorithm().equals(keyType))
                .map(generation::alias)
                .findFirst()
                .orElse(null);
    }

    @Nullable
    ServerCertificate of(String alias) {
        for (Generation generation = current.get(); generation != null; generation = generation.before()) {
            for (ServerCertificate certificate : generation.certificates()) {
                if (generation.alias(certificate).equals(alias)) {
                    return certificate;
                }
            }
        }
        return null;
    }
}
