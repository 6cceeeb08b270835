package dev.csms.app.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CertificateRenewalTest {

    private static final Instant END = Instant.parse("2027-03-31T12:00:00Z");
    private static final Duration THIRTY_DAYS = Duration.ofDays(30);

    @Test
    void certificates_that_end_together_are_renewed_within_three_days_but_not_together() {
        Instant first = END.minus(THIRTY_DAYS);
        Instant a = CertificateRenewal.due("aa", END, THIRTY_DAYS);
        Instant b = CertificateRenewal.due("b7", END, THIRTY_DAYS);

        assertThat(a).isNotEqualTo(b).isEqualTo(CertificateRenewal.due("aa", END, THIRTY_DAYS));
        assertThat(a).isBetween(first, first.plus(Duration.ofDays(3)));
        assertThat(b).isBetween(first, first.plus(Duration.ofDays(3)));
    }
}
