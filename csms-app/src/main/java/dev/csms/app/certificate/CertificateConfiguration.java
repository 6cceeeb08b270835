package dev.csms.app.certificate;

import dev.csms.app.CsmsSettings;
import dev.csms.app.housekeeping.RegularWork;
import dev.csms.app.operation.OperationNews;
import dev.csms.app.pki.OperatorAuthorities;
import dev.csms.app.pki.RevokedCertificates;
import dev.csms.domain.Aggregates;
import dev.csms.ocpp.rpc.SessionRegistry;
import dev.csms.ocpp.tls.CertificateCheck;
import dev.csms.ocpp.websocket.CertificateOwners;
import dev.csms.ocpp.websocket.CertificatesOfChargePoints;
import dev.csms.query.certificate.CertificateQueries;
import java.time.Duration;
import java.time.InstantSource;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.ConfigurerModule;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Signing always; renewing where charge points may be asked for something that nothing but the date asks for. */
@Configuration(proxyBeanMethods = false)
class CertificateConfiguration {

    private static final Duration LEFT_OVER_PERIOD = Duration.ofSeconds(30);

    @Bean
    CertificateSigner certificateSigner(
            OperatorAuthorities authorities,
            CertificateCheck check,
            CertificateOwners owners,
            CertificateQueries certificates,
            CommandGateway commands,
            OperationNews news,
            InstantSource clock,
            CsmsSettings settings) {
        return new CertificateSigner(
                authorities,
                new CertificatesOfChargePoints(check, owners, false),
                certificates,
                commands,
                news,
                clock,
                settings.certificates().signingRetry());
    }

    @Bean
    FactoryCertificates factoryCertificates(
            CertificateQueries certificates,
            CommandGateway commands,
            OperationNews news,
            InstantSource clock,
            CsmsSettings settings) {
        return new FactoryCertificates(
                certificates,
                commands,
                news,
                clock,
                settings.node(),
                settings.certificates().cpoName());
    }

    @Bean
    ConfigurerModule chargePointsAsFromFactory(ObjectProvider<FactoryCertificates> factory) {
        return axon ->
                axon.eventProcessing().registerEventHandler(_ -> new ChargePointsAsFromFactory(factory.getObject()));
    }

    @Bean
    RegularWork replacementOfFactoryCertificates(FactoryCertificates factory) {
        return new RegularWork("replacing certificates of manufacturers", LEFT_OVER_PERIOD, factory::look);
    }

    @Bean
    ConfigurerModule revokedSessions(
            ObjectProvider<SessionRegistry> sessions,
            ObjectProvider<Aggregates> aggregates,
            ObjectProvider<RevokedCertificates> revoked) {
        return axon -> axon.eventProcessing()
                .registerEventHandler(
                        _ -> new RevokedSessions(sessions.getObject(), aggregates.getObject(), revoked.getObject()));
    }

    @Bean
    ConfigurerModule wantedCertificates(ObjectProvider<CertificateSigner> signer) {
        return axon -> axon.eventProcessing().registerEventHandler(_ -> new WantedCertificates(signer.getObject()));
    }

    @Bean
    RegularWork signingOfCertificates(CertificateSigner signer, CsmsSettings settings) {
        return new RegularWork("signing certificates that were left over", lookingPeriod(settings), signer::look);
    }

    private static Duration lookingPeriod(CsmsSettings settings) {
        Duration retry = settings.certificates().signingRetry();
        return retry.compareTo(LEFT_OVER_PERIOD) < 0 ? retry : LEFT_OVER_PERIOD;
    }

    @Bean
    RevocationNotices revocationNotices(
            OperatorAuthorities authorities,
            CertificateQueries certificates,
            CommandGateway commands,
            InstantSource clock,
            CsmsSettings settings) {
        return new RevocationNotices(
                authorities,
                certificates,
                commands,
                clock,
                settings.certificates().signingRetry());
    }

    @Bean
    RegularWork tellingOfRevocations(RevocationNotices notices, CsmsSettings settings) {
        return new RegularWork("telling authorities of revocations", lookingPeriod(settings), notices::look);
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
