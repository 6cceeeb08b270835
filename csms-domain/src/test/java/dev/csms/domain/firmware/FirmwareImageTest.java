package dev.csms.domain.firmware;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.csms.domain.firmware.FirmwareImageCommand.AddFirmwareImage;
import dev.csms.domain.firmware.FirmwareImageCommand.DeleteFirmwareImage;
import dev.csms.domain.firmware.FirmwareImageCommand.SignFirmwareImage;
import dev.csms.domain.firmware.FirmwareImageEvent.FirmwareImageAdded;
import dev.csms.domain.firmware.FirmwareImageEvent.FirmwareImageDeleted;
import dev.csms.domain.firmware.FirmwareImageEvent.FirmwareImageSigned;
import java.time.Instant;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirmwareImageTest {

    private static final FirmwareImageId ID = new FirmwareImageId("image-1");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final FirmwareImageAdded ADDED = new FirmwareImageAdded(ID, "v2.bin", 12, "ab", NOON);

    private final FixtureConfiguration<FirmwareImage> image = new AggregateTestFixture<>(FirmwareImage.class);

    @Test
    void an_image_is_added_once_and_deleted_once() {
        image.givenNoPriorActivity()
                .when(new AddFirmwareImage(ID, "v2.bin", 12, "ab", NOON))
                .expectEvents(ADDED);
        image.given(ADDED)
                .when(new AddFirmwareImage(ID, "v3.bin", 13, "cd", NOON))
                .expectNoEvents();
        image.given(ADDED)
                .when(new DeleteFirmwareImage(ID, NOON))
                .expectResultMessagePayload(true)
                .expectEvents(new FirmwareImageDeleted(ID, NOON));
        image.given(ADDED, new FirmwareImageDeleted(ID, NOON))
                .when(new DeleteFirmwareImage(ID, NOON))
                .expectResultMessagePayload(false)
                .expectNoEvents();
    }

    @Test
    void the_latest_signature_counts_and_a_deleted_image_gets_none() {
        FirmwareSignature signature = new FirmwareSignature("certificate", "signature");
        FirmwareImageSigned signed = new FirmwareImageSigned(ID, signature, NOON);
        SignFirmwareImage sign = new SignFirmwareImage(ID, signature, NOON);
        image.given(ADDED).when(sign).expectResultMessagePayload(true).expectEvents(signed);
        image.given(ADDED, signed).when(sign).expectResultMessagePayload(true).expectNoEvents();
        FirmwareSignature other = new FirmwareSignature("certificate", "other");
        image.given(ADDED, signed)
                .when(new SignFirmwareImage(ID, other, NOON))
                .expectEvents(new FirmwareImageSigned(ID, other, NOON));
        image.given(ADDED, new FirmwareImageDeleted(ID, NOON))
                .when(sign)
                .expectResultMessagePayload(false)
                .expectNoEvents();
    }

    @Test
    void an_image_that_never_was_cannot_be_deleted() {
        image.givenNoPriorActivity()
                .when(new DeleteFirmwareImage(ID, NOON))
                .expectException(AggregateNotFoundException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../etc", "a/b", "a.b", "a b", "ä"})
    void an_id_can_be_the_name_of_a_file(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new FirmwareImageId(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "a\u0000"})
    void a_name_can_be_shown(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new AddFirmwareImage(ID, name, 1, "ab", NOON));
    }
}
