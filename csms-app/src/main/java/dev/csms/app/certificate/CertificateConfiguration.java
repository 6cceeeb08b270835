package dev.csms.app.certificate;

import dev.csms.app.CsmsSettings;
import dev.csms.app.housekeeping.RegularWork;
import dev.csms.app.operation.OperationNews;
import dev.csms.domain.certificate.CertificateAuthority;
import dev.csms.query.certificate.CertificateQueries;
import java.time.Duration;
import java.time.InstantSource;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.ConfigurerModule;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Signing always; renewing where charge points may be asked for something that no operator has asked for. */
@Configuration(proxyBeanMethods = false)
class CertificateConfiguration {

    private static final Duration LEFT_OVER_PERIOD = Duration.ofSeconds(30);

    @Bean
    CertificateSigner certificateSigner(
            CertificateAuthority authority,
            CertificateQueries certificates,
            CommandGateway commands,
            OperationNews news,
            InstantSource clock) {
        return new CertificateSigner(authority, certificates, commands, news, clock);
    }

    @Bean
    ConfigurerModule wantedCertificates(ObjectProvider<CertificateSigner> signer) {
        return axon -> axon.eventProcessing().registerEventHandler(_ -> new WantedCertificates(signer.getObject()));
    }

    @Bean
    RegularWork signingOfCertificates(CertificateSigner signer) {
        return new RegularWork("signing certificates that were left over", LEFT_OVER_PERIOD, signer::look);
    }

    @Bean
    @ConditionalOnProperty(name = "csms.housekeeping.enabled", havingValue = "true", matchIfMissing = true)
    RegularWork renewalOfCertificates(
            CertificateQueries certificates,
            CommandGateway commands,
            OperationNews news,
            InstantSource clock,
            CsmsSettings settings) {
        Duration before = settings.certificates().renewBefore();
        CertificateRenewal renewal = new CertificateRenewal(certificates, commands, news, clock, before);
        return new RegularWork("renewing certificates", settings.certificates().renewalPeriod(), () -> {
            if (before.isPositive()) {
                renewal.look();
            }
        });
    }
}
