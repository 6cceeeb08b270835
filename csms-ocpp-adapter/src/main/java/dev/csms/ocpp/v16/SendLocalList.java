package dev.csms.ocpp.v16;

import dev.csms.domain.operation.UpdateType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SendLocalList: changes the local authorization list (OCPP 1.6 §5.15). */
interface SendLocalList {

    /** SendLocalList.req (§6.41). */
    record Request(
            @Min(1) int listVersion,
            UpdateType updateType,
            @Nullable List<Entry> localAuthorizationList) {}

    /** SendLocalList.conf (§6.42). */
    record Response(Status status) {}

    enum Status {
        ACCEPTED,
        FAILED,
        NOT_SUPPORTED,
        VERSION_MISMATCH
    }

    /**
     * One idTag of the list (§7.1, AuthorizationData).
     *
     * @param idTagInfo absent, in a differential update, to take the tag off the list
     */
    record Entry(@IdToken String idTag, @Nullable IdTagInfo idTagInfo) {}
}
