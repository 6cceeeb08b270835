package dev.csms.app.pki;

import dev.csms.app.CsmsSettings;
import dev.csms.app.access.PublicPath;
import dev.csms.app.housekeeping.RegularWork;
import dev.csms.domain.certificate.CertificateAuthority;
import dev.csms.domain.secret.Vault;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class PkiConfiguration {

    /** How often it is looked whether one is to be asked. */
    private static final Duration QUESTIONS = Duration.ofSeconds(5);

    private static final Duration REVOCATION_LISTS = Duration.ofSeconds(30);

    @Bean
    Pkcs10Requests signingRequests() {
        return new Pkcs10Requests();
    }

    @Bean
    BuiltInAuthority certificateAuthority(
            JdbcClient db, Vault vault, Pkcs10Requests requests, InstantSource clock, CsmsSettings settings) {
        return new BuiltInAuthority(
                new AuthorityStore(db, vault, clock, settings.pki(), new PublicPlaces(settings.pkiBaseUrl())),
                requests,
                clock,
                settings.pki());
    }

    /** @param all what signs for charge points, by the names of the beans; one of them is marked as primary */
    @Bean
    OperatorAuthorities operatorAuthorities(
            BuiltInAuthority builtIn,
            CertificateAuthority signing,
            Map<String, CertificateAuthority> all,
            JdbcClient db,
            Vault vault,
            InstantSource clock,
            CsmsSettings settings) {
        Duration limit = settings.certificates().signingTimeout();
        Map<String, CertificateAuthority> others = new HashMap<>();
        all.forEach((name, authority) -> {
            if (authority != builtIn) {
                others.put(name, new TimeLimitedAuthority(authority, limit));
            }
        });
        return new OperatorAuthorities(
                builtIn, new TimeLimitedAuthority(signing, limit), others, new AuthorityMemory(db, vault), clock);
    }

    @Bean
    RegularWork questionsToAuthorities(OperatorAuthorities authorities) {
        return new RegularWork("asking certificate authorities whom to trust", QUESTIONS, authorities::look);
    }

    @Bean
    RevokedCertificates revokedCertificates(BuiltInAuthority authority) {
        return new RevokedCertificates(authority);
    }

    @Bean
    RevocationLists revocationLists(CsmsSettings settings, InstantSource clock) {
        return new RevocationLists(settings.ocpp().tls().revocationLists(), clock);
    }

    @Bean
    RegularWork readingOfRevocationLists(RevocationLists lists) {
        return new RegularWork("reading revocation lists", REVOCATION_LISTS, lists::look);
    }

    @Bean
    SelfMadeServerCertificates selfMadeServerCertificates(BuiltInAuthority authority, CsmsSettings settings) {
        CsmsSettings.Tls tls = settings.ocpp().tls();
        return new SelfMadeServerCertificates(
                authority, tls.hostNames(), tls.isOn() && tls.bundles().isEmpty());
    }

    /** Roots and revocation lists are for everybody, and charge points have no token. */
    @Bean
    PublicPath pki() {
        return new PublicPath("/pki/**");
    }
}
