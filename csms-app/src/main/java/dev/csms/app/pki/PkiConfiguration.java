package dev.csms.app.pki;

import dev.csms.app.CsmsSettings;
import dev.csms.app.access.PublicPath;
import dev.csms.domain.secret.Vault;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class PkiConfiguration {

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

    @Bean
    RevokedCertificates revokedCertificates(BuiltInAuthority authority) {
        return new RevokedCertificates(authority);
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
