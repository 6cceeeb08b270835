package dev.csms.domain.metervalue;

import dev.csms.domain.metervalue.MeterValueCommand.RecordMeterValues;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What makes a MeterValues message the same as an earlier one: charge point, connector, transaction and, for each
 * value, its time, measurand, phase, location, context, and whether it is signed. The values themselves only where the
 * times say nothing: a charge point without a clock may give all of its samples the same.
 */
final class MeterValueKey {

    private static final int DIGEST_BYTES = 12;

    private MeterValueKey() {}

    static String of(RecordMeterValues command) {
        StringBuilder series = new StringBuilder(512);
        boolean timeless = MeterValue.implausibleTime(command.meterValues(), command.receivedAt())
                .isPresent();
        Instant first = null;
        for (MeterValue value : command.meterValues()) {
            first = first == null ? value.sampledAt() : first;
            series.append(value.sampledAt().toEpochMilli()).append(';');
            for (SampledValue sample : value.sampledValues()) {
                series.append(sample.measurand()).append(',');
                series.append(sample.phase()).append(',');
                series.append(sample.location()).append(',');
                series.append(sample.context()).append(';');
                if (sample.isSigned()) {
                    series.append("signed;");
                }
                if (timeless) {
                    series.append(sample.value()).append(';');
                }
            }
        }
        return "meter-values-%s-%d-%s-%s-%s"
                .formatted(
                        command.chargePointId().value().toLowerCase(Locale.ROOT),
                        command.connectorId(),
                        command.transactionId(),
                        first,
                        digest(series.toString()));
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
