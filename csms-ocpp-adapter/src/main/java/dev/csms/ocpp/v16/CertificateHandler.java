package dev.csms.ocpp.v16;

import dev.csms.domain.certificate.CertificateCommand.RequestCertificate;
import dev.csms.domain.certificate.CertificateRequestId;
import dev.csms.domain.certificate.SigningAnswer;
import dev.csms.ocpp.rpc.SecurityLog;
import dev.csms.ocpp.rpc.SecurityLog.SecurityEvent;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;

/** What the messages about certificates mean here, from charge point to us (security whitepaper). */
final class CertificateHandler {

    private final CommandGateway commands;
    private final SecurityLog securityLog;
    private final int signingRequestsPerDay;
    private final @Nullable String organization;

    /**
     * @param signingRequestsPerDay of one charge point
     * @param organization          that a request must name, where nobody else was named for the charge point; null for
     *                              none
     */
    CertificateHandler(
            CommandGateway commands,
            SecurityLog securityLog,
            int signingRequestsPerDay,
            @Nullable String organization) {
        this.commands = commands;
        this.securityLog = securityLog;
        this.signingRequestsPerDay = signingRequestsPerDay;
        this.organization = organization;
    }

    /** Whether it is worked on is known at once; the certificate authority takes its time (A02.FR.11, 12). */
    SignCertificate.Response handle(Origin from, SignCertificate.Request request) {
        SigningAnswer answer = commands.sendAndWait(
                new RequestCertificate(
                        from.chargePoint(),
                        CertificateRequestId.random(),
                        request.csr(),
                        signingRequestsPerDay,
                        organization,
                        from.receivedAt()),
                from.provenance());
        if (answer.isAccepted()) {
            return new SignCertificate.Response(SignCertificate.Status.ACCEPTED);
        }
        securityLog.note(
                SecurityEvent.CERTIFICATE_REQUEST,
                from.chargePoint().value(),
                answer.refusal() + ", " + answer.remark());
        return new SignCertificate.Response(SignCertificate.Status.REJECTED);
    }
}
