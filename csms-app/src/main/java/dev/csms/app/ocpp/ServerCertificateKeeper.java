package dev.csms.app.ocpp;

import dev.csms.app.CsmsSettings;
import dev.csms.app.CsmsSettings.WrongSettingException;
import dev.csms.app.pki.SelfMadeServerCertificates;
import dev.csms.ocpp.tls.ServerCertificate;
import dev.csms.ocpp.tls.ServerCertificates;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.SmartLifecycle;

/**
 * Has the server's certificates there before charge points come, and good ones ever after: the operator's own as their
 * files change, or else new ones of our making well before the old ones expire.
 */
final class ServerCertificateKeeper implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ServerCertificateKeeper.class);

    private static final int BEFORE_CHARGE_POINTS = Integer.MAX_VALUE - 17;

    private final ServerCertificates certificates;
    private final SelfMadeServerCertificates selfMade;
    private final SslBundles bundles;
    private final CsmsSettings.Tls settings;
    private @Nullable ScheduledExecutorService timer;

    ServerCertificateKeeper(
            ServerCertificates certificates,
            SelfMadeServerCertificates selfMade,
            SslBundles bundles,
            CsmsSettings.Tls settings) {
        this.certificates = certificates;
        this.selfMade = selfMade;
        this.bundles = bundles;
        this.settings = settings;
    }

    @Override
    public void start() {
        ScheduledExecutorService renewing = Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name("server-certificates").factory());
        timer = renewing;
        if (!settings.isOn()) {
            return;
        }
        if (settings.bundles().isEmpty()) {
            certificates.replace(selfMade.make());
            long days = SelfMadeServerCertificates.RENEWAL.toDays();
            renewing.scheduleWithFixedDelay(this::renew, days, days, TimeUnit.DAYS);
        } else {
            certificates.replace(fromBundles());
            settings.bundles().forEach(name -> bundles.addBundleUpdateHandler(name, _ -> reload()));
        }
    }

    private void renew() {
        try {
            certificates.replace(selfMade.make());
        } catch (RuntimeException e) {
            log.error("The server's certificates could not be renewed; they will expire", e);
        }
    }

    private void reload() {
        try {
            certificates.replace(fromBundles());
            log.info("The server's certificates have changed: {}", certificates.current());
        } catch (RuntimeException e) {
            log.error("The server's new certificates cannot be used; the old ones stay", e);
        }
    }

    private List<ServerCertificate> fromBundles() {
        List<ServerCertificate> read = new ArrayList<>();
        read(settings.rsaBundle(), "csms.ocpp.tls.rsa-bundle", "RSA", read);
        read(settings.ecBundle(), "csms.ocpp.tls.ec-bundle", "EC", read);
        return read;
    }

    private void read(@Nullable String name, String property, String algorithm, List<ServerCertificate> read) {
        if (name == null || name.isBlank()) {
            return;
        }
        SslBundle bundle = TlsConfiguration.bundle(bundles, name, property);
        try {
            KeyStore store = bundle.getStores().getKeyStore();
            String password = bundle.getKey().getPassword() == null
                    ? bundle.getStores().getKeyStorePassword()
                    : bundle.getKey().getPassword();
            for (String alias : store == null ? List.<String>of() : Collections.list(store.aliases())) {
                String wanted = bundle.getKey().getAlias();
                if ((wanted == null || wanted.equals(alias))
                        && store.getKey(alias, password == null ? null : password.toCharArray())
                                instanceof PrivateKey key
                        && key.getAlgorithm().equals(algorithm)) {
                    read.add(new ServerCertificate(key, chain(store.getCertificateChain(alias))));
                    return;
                }
            }
        } catch (GeneralSecurityException e) {
            throw new WrongSettingException(
                    "The key in the SSL bundle \"" + name + "\" (" + property + ") cannot be read: " + e.getMessage());
        }
        throw new WrongSettingException("The SSL bundle \"" + name + "\" (" + property + ") has no private key of kind "
                + algorithm + " with its certificate.");
    }

    private static List<X509Certificate> chain(Certificate[] chain) {
        return Stream.of(chain).map(X509Certificate.class::cast).toList();
    }

    @Override
    public void stop() {
        if (timer != null) {
            timer.shutdownNow();
            timer = null;
        }
    }

    @Override
    public boolean isRunning() {
        return timer != null;
    }

    @Override
    public int getPhase() {
        return BEFORE_CHARGE_POINTS;
    }
}
