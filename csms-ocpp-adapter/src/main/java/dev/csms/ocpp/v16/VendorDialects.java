package dev.csms.ocpp.v16;

import dev.csms.domain.chargepoint.DataTransferAnswer;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The dialects that are spoken here, by vendor. */
final class VendorDialects {

    private final Map<String, VendorDialect> byVendor;

    /** Fails if two speak for one vendor. */
    VendorDialects(Collection<VendorDialect> dialects) {
        byVendor = dialects.stream().collect(Collectors.toMap(it -> key(it.vendorId()), Function.identity()));
    }

    DataTransferAnswer answer(Origin from, DataTransfer.Request request) {
        VendorDialect dialect = byVendor.get(key(request.vendorId()));
        return dialect == null
                ? DataTransferAnswer.UNKNOWN_VENDOR
                : dialect.answer(from.chargePoint(), request.messageId(), request.data(), from.receivedAt());
    }

    private static String key(String vendorId) {
        return vendorId.strip().toLowerCase(Locale.ROOT);
    }
}
