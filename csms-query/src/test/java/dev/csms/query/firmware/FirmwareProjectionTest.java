package dev.csms.query.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.FirmwareStatus;
import dev.csms.domain.firmware.FirmwareImageEvent.FirmwareImageAdded;
import dev.csms.domain.firmware.FirmwareImageEvent.FirmwareImageDeleted;
import dev.csms.domain.firmware.FirmwareImageEvent.FirmwareImageSigned;
import dev.csms.domain.firmware.FirmwareImageId;
import dev.csms.domain.firmware.FirmwareSignature;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareInstalled;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateAbandoned;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateAccepted;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateFailed;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateProgressed;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateRefused;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateRequested;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateSuperseded;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateUnconfirmed;
import dev.csms.domain.firmware.FirmwareUpdateId;
import dev.csms.domain.operation.FileLocation;
import dev.csms.domain.operation.Unknown;
import dev.csms.query.QuerySideTest;
import dev.csms.query.graphql.GlobalId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FirmwareProjectionTest extends QuerySideTest {

    private final ChargePointId chargePoint = chargePoint();
    private final FirmwareImageId image = new FirmwareImageId("image-" + number());
    private final FirmwareUpdateId update = new FirmwareUpdateId("op-" + number());

    @BeforeEach
    void register() {
        happened(chargePoint, registered(chargePoint));
        happened(new FirmwareImageAdded(image, "v2.bin", 4_000_000_000L, "ab", NOON));
    }

    @Test
    void images_are_listed_until_they_are_deleted_and_found_after() {
        assertThat(images()).contains("""
            {"imageId":"%s","name":"v2.bin","sizeBytes":4000000000,"sha256":"ab","deletedAt":null}\
            """.formatted(image.value()));
        happened(new FirmwareImageDeleted(image, NOON));
        assertThat(images()).doesNotContain(image.value());
        assertThat(query("{ node(id: \"%s\") { ... on FirmwareImage { name deletedAt } } }"
                                .formatted(GlobalId.of("FirmwareImage", image.value())))
                        .toString())
                .isEqualTo("{\"node\":{\"name\":\"v2.bin\",\"deletedAt\":\"2026-03-01T12:00:00Z\"}}");
    }

    private String images() {
        return query("{ firmwareImages(first: 200) { nodes { imageId name sizeBytes sha256 deletedAt } } }")
                .toString();
    }

    @Test
    void an_update_shows_how_far_it_is_and_how_it_got_there() {
        happened(requested());
        happened(new FirmwareUpdateAccepted(update, chargePoint, NOON));
        happened(new FirmwareUpdateProgressed(update, chargePoint, FirmwareStatus.DOWNLOADING, NOON));
        assertShown("state status", "{\"state\":\"UNDER_WAY\",\"status\":\"DOWNLOADING\"}");
        happened(new FirmwareUpdateFailed(update, chargePoint, FirmwareStatus.DOWNLOAD_FAILED, NOON));
        assertShown("state status", "{\"state\":\"FAILED\",\"status\":\"DOWNLOAD_FAILED\"}");
        happened(new FirmwareInstalled(update, chargePoint, NOON.plusSeconds(60)));

        assertShown(
                "operationId state status statusAt location image { name } retrieveDate retries retryInterval"
                        + " chargePoint { identity } timeline { kind status detail }",
                """
                {"operationId":"%s","state":"INSTALLED","status":"INSTALLED","statusAt":"2026-03-01T12:01:00Z",\
                "location":"csms:firmware/%s/v2.bin","image":{"name":"v2.bin"},"retrieveDate":"2026-03-01T12:00:00Z",\
                "retries":3,"retryInterval":60,"chargePoint":{"identity":"%s"},"timeline":[\
                {"kind":"REQUESTED","status":null,"detail":null},{"kind":"ACCEPTED","status":null,"detail":null},\
                {"kind":"REPORTED","status":"DOWNLOADING","detail":null},\
                {"kind":"REPORTED","status":"DOWNLOAD_FAILED","detail":null},\
                {"kind":"REPORTED","status":"INSTALLED","detail":null}]}\
                """.formatted(update.value(), image.value(), chargePoint.value()));
    }

    @Test
    void why_it_came_to_nothing_shows() {
        happened(requested());
        happened(new FirmwareUpdateUnconfirmed(update, chargePoint, Unknown.TIMED_OUT, NOON));
        assertShown("state problem", "{\"state\":\"UNKNOWN\",\"problem\":\"TIMED_OUT\"}");
        happened(new FirmwareUpdateSuperseded(update, chargePoint, new FirmwareUpdateId("newer"), NOON));
        assertShown("state supersededBy", "{\"state\":\"SUPERSEDED\",\"supersededBy\":\"newer\"}");
    }

    @Test
    void a_refusal_and_a_message_never_sent_show() {
        happened(requested());
        happened(new FirmwareUpdateRefused(update, chargePoint, "NotSupported", "not here", NOON));
        assertShown("state problem", "{\"state\":\"REFUSED\",\"problem\":\"NotSupported: not here\"}");

        FirmwareUpdateId other = new FirmwareUpdateId("op-" + number());
        happened(new FirmwareUpdateRequested(
                other, chargePoint, "https://files.example.com/v2.bin", NOON, null, null, null, null, null, NOON));
        happened(new FirmwareUpdateAbandoned(other, chargePoint, NOON));
        assertThat(query("{ chargePoint(identity: \"%s\") { firmwareUpdates(first: 1) { nodes { state image { name }"
                                        .formatted(chargePoint.value())
                                + " retries } pageInfo { hasNextPage } } } }")
                        .toString())
                .isEqualTo("""
                    {"chargePoint":{"firmwareUpdates":{"nodes":[{"state":"ABANDONED","image":null,"retries":null}],\
                    "pageInfo":{"hasNextPage":true}}}}\
                    """);
    }

    @Test
    void signed_firmware_shows_by_what_it_is_vouched_for_and_by_what_number_it_is_reported() {
        happened(new FirmwareImageSigned(image, new FirmwareSignature("-----BEGIN", "AAAA"), NOON));
        happened(new FirmwareUpdateRequested(
                update,
                chargePoint,
                FileLocation.ofFirmware(image.value(), "v2.bin"),
                NOON,
                null,
                null,
                NOON.plusSeconds(60),
                17,
                null,
                NOON));
        happened(new FirmwareUpdateFailed(update, chargePoint, FirmwareStatus.INVALID_SIGNATURE, NOON));
        assertShown("signed requestId installDate state status image { signingCertificate signature }", """
            {"signed":true,"requestId":17,"installDate":"2026-03-01T12:01:00Z","state":"FAILED",\
            "status":"INVALID_SIGNATURE","image":{"signingCertificate":"-----BEGIN","signature":"AAAA"}}\
            """);
        happened(new FirmwareImageDeleted(image, NOON));
        assertShown("image { signature deletedAt }", """
            {"image":{"signature":"AAAA","deletedAt":"2026-03-01T12:00:00Z"}}\
            """);
    }

    @Test
    void unsigned_firmware_has_no_number() {
        happened(requested());
        assertShown(
                "signed requestId installDate image { signature }",
                "{\"signed\":false,\"requestId\":null,\"installDate\":null,\"image\":{\"signature\":null}}");
    }

    private FirmwareUpdateRequested requested() {
        return new FirmwareUpdateRequested(
                update,
                chargePoint,
                FileLocation.ofFirmware(image.value(), "v2.bin"),
                NOON,
                3,
                60,
                null,
                null,
                null,
                NOON);
    }

    private void assertShown(String fields, String expected) {
        assertThat(query("{ node(id: \"%s\") { ... on FirmwareUpdate { %s } } }"
                                .formatted(GlobalId.of("FirmwareUpdate", update.value()), fields))
                        .get("node")
                        .toString())
                .isEqualTo(expected);
    }
}
