package dev.csms.app.pki;

import dev.csms.domain.certificate.CertificateAuthority;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An authority that may be somebody else's program, and fail in any way: each question is put to it on a thread of its
 * own, which nobody waits for longer than a time that is set.
 */
final class TimeLimitedAuthority implements CertificateAuthority {

    private static final Logger log = LoggerFactory.getLogger(TimeLimitedAuthority.class);

    private final CertificateAuthority authority;
    private final Duration limit;

    TimeLimitedAuthority(CertificateAuthority authority, Duration limit) {
        this.authority = authority;
        this.limit = limit;
    }

    /** There is no answer; the message says why in words for operators. */
    static final class NoAnswerException extends RuntimeException {

        private static final long serialVersionUID = 1;

        NoAnswerException(String message) {
            super(message);
        }
    }

    @Override
    public Issuance issue(Order order) {
        try {
            return ask(() -> authority.issue(order));
        } catch (NoAnswerException e) {
            return new Issuance.Failed(e.getMessage());
        }
    }

    /** @throws NoAnswerException which leaves open whether the certificate is revoked */
    @Override
    public boolean revoke(String serialNumber, RevocationReason reason) {
        return ask(() -> authority.revoke(serialNumber, reason));
    }

    /** @throws NoAnswerException */
    @Override
    public List<String> rootCertificates() {
        return ask(authority::rootCertificates);
    }

    /** @throws NoAnswerException */
    @Override
    public List<String> intermediateCertificates() {
        return ask(authority::intermediateCertificates);
    }

    private <T> T ask(Callable<T> question) {
        FutureTask<T> asking = new FutureTask<>(question);
        Thread.ofVirtual().name("certificate-authority").start(asking);
        try {
            T answer = asking.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (answer == null) {
                throw new NoAnswerException("the certificate authority has answered nothing");
            }
            return answer;
        } catch (TimeoutException e) {
            asking.cancel(true);
            throw new NoAnswerException(
                    "the certificate authority has not answered within " + limit.toSeconds() + " s");
        } catch (ExecutionException e) { // whatever it is, somebody has to look into it
            log.warn("The certificate authority has failed", e.getCause());
            throw new NoAnswerException("the certificate authority has failed; the log says how");
        } catch (InterruptedException e) { // this node stops: somebody else asks again
            asking.cancel(true);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
