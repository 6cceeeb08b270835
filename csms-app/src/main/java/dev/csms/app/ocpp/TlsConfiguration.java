package dev.csms.app.ocpp;

import dev.csms.app.CsmsSettings;
import dev.csms.app.CsmsSettings.WrongSettingException;
import dev.csms.app.certificate.ShownCertificates;
import dev.csms.app.database.ConnectionPools;
import dev.csms.app.pki.OperatorAuthorities;
import dev.csms.app.pki.RevocationLists;
import dev.csms.app.pki.RevokedCertificates;
import dev.csms.app.pki.SelfMadeServerCertificates;
import dev.csms.ocpp.tls.CertificateCheck;
import dev.csms.ocpp.tls.CertificateTrust;
import dev.csms.ocpp.tls.ServerCertificates;
import dev.csms.ocpp.websocket.CertificateOwners;
import dev.csms.ocpp.websocket.CertificatesOfChargePoints;
import dev.csms.ocpp.websocket.ClientCertificates;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the encrypted ports need: certificates of ours, and trust in those of charge points. */
@Configuration(proxyBeanMethods = false)
class TlsConfiguration {

    private static final Logger log = LoggerFactory.getLogger(TlsConfiguration.class);

    @Bean
    CertificateTrust certificateTrust(
            OperatorAuthorities authorities,
            RevokedCertificates revoked,
            RevocationLists lists,
            InstantSource clock,
            SslBundles bundles,
            CsmsSettings settings) {
        CsmsSettings.Tls tls = settings.ocpp().tls();
        TrustBundle operator = new TrustBundle(bundles, tls.operatorBundle(), "csms.ocpp.tls.operator-bundle");
        TrustBundle manufacturers =
                new TrustBundle(bundles, tls.manufacturerBundle(), "csms.ocpp.tls.manufacturer-bundle");
        return new CertificateTrust() {

            @Override
            public Set<X509Certificate> operatorRoots() {
                Set<X509Certificate> roots = new HashSet<>(operator.roots());
                roots.addAll(authorities.roots());
                return roots;
            }

            @Override
            public Set<X509Certificate> manufacturerRoots() {
                return manufacturers.roots();
            }

            @Override
            public List<X509Certificate> intermediates() {
                return authorities.intermediates();
            }

            @Override
            public boolean isRevoked(X509Certificate certificate, List<X509Certificate> chain) {
                return revoked.contains(certificate) || lists.contain(certificate, () -> authorities(chain));
            }

            private Set<X509Certificate> authorities(List<X509Certificate> chain) {
                Set<X509Certificate> all = operatorRoots();
                all.addAll(manufacturerRoots());
                all.addAll(intermediates());
                all.addAll(chain);
                return all;
            }

            @Override
            public Instant now() {
                return clock.instant();
            }
        };
    }

    /** As the bundle's files are at the moment. */
    private static final class TrustBundle {

        private volatile Set<X509Certificate> roots = Set.of();

        /** @param property that gives its name; none is trusted without one */
        TrustBundle(SslBundles bundles, @Nullable String name, String property) {
            if (name != null && !name.isBlank()) {
                read(bundle(bundles, name, property));
                bundles.addBundleUpdateHandler(name, this::read);
            }
        }

        private void read(SslBundle bundle) {
            try {
                KeyStore store = bundle.getStores().getTrustStore();
                Set<X509Certificate> read = new HashSet<>();
                if (store != null) {
                    for (String alias : Collections.list(store.aliases())) {
                        if (store.getCertificate(alias) instanceof X509Certificate certificate) {
                            read.add(certificate);
                        }
                    }
                }
                roots = Set.copyOf(read);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("a trust store that cannot be read", e);
            }
        }

        Set<X509Certificate> roots() {
            return roots;
        }
    }

    static SslBundle bundle(SslBundles bundles, String name, String property) {
        try {
            return bundles.getBundle(name);
        } catch (NoSuchSslBundleException e) {
            throw new WrongSettingException(
                    property + " names \"" + name + "\", and there is no spring.ssl.bundle.….'" + name + "'");
        }
    }

    @Bean
    CertificateCheck certificateCheck(CertificateTrust trust) {
        return new CertificateCheck(trust);
    }

    @Bean
    CertificateOwners certificateOwners(ConnectionPools pools) {
        return new PostgresCertificateOwners(JdbcClient.create(pools.commands()));
    }

    /** The built-in authority signs for nobody else. */
    private static boolean trustsOthers(CsmsSettings.Ocpp ocpp, OperatorAuthorities authorities) {
        CsmsSettings.Tls tls = ocpp.tls();
        boolean isAsked = tls.clientCertificatePort() >= 0
                || tls.port() >= 0 && tls.onePort()
                || !ocpp.trustedProxies().isEmpty();
        boolean isBundle = tls.operatorBundle() != null && !tls.operatorBundle().isBlank();
        return isAsked && (isBundle || authorities.areOthers());
    }

    @Bean
    ClientCertificates clientCertificates(
            CertificateCheck check,
            CertificateOwners owners,
            OperatorAuthorities authorities,
            CommandGateway commands,
            InstantSource clock,
            CsmsSettings settings) {
        if (settings.certificates().cpoName() == null && trustsOthers(settings.ocpp(), authorities)) {
            log.warn("csms.certificates.cpo-name is not set, and certificates of charge points are trusted that others"
                    + " have signed: one that names another operator is refused only to a charge point for which"
                    + " setCertificateOwner or its CpoName says whose it is");
        }
        return new ShownCertificates(
                new CertificatesOfChargePoints(
                        check, owners, settings.ocpp().tls().serialNumberAnywhere()),
                commands,
                clock);
    }

    @Bean
    ServerCertificates serverCertificates() {
        return new ServerCertificates();
    }

    @Bean
    ServerCertificateKeeper serverCertificateKeeper(
            ServerCertificates certificates,
            SelfMadeServerCertificates selfMade,
            SslBundles bundles,
            CsmsSettings settings) {
        return new ServerCertificateKeeper(
                certificates, selfMade, bundles, settings.ocpp().tls());
    }
}
