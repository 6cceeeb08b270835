package dev.csms.domain.certificate;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a certificate may say about the charge point whose it is (security whitepaper A00.FR.404, 405, 511).
 *
 * @param organization name of the charge point operator, which the subject's O has to be; null if any will do
 * @param commonNames  serial numbers of the charge point, one of which the subject's CN has to be; empty if any will do
 */
public record SubjectRule(@Nullable String organization, Set<String> commonNames) {

    public SubjectRule {
        commonNames = Set.copyOf(commonNames);
    }
}
