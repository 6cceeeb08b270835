package dev.csms.ocpp.v16;

/** Authorize: may this idTag start or stop charging? (OCPP 1.6 §4.1). */
interface Authorize {

    /** Authorize.req (§6.1). */
    record Request(@IdToken String idTag) {}

    /** Authorize.conf (§6.2). */
    record Response(IdTagInfo idTagInfo) {}
}
