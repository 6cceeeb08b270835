package dev.csms.domain.firmware;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Identity of a firmware image, and the name of its file.
 *
 * @param value 1 to 64 letters, digits and hyphens
 */
public record FirmwareImageId(String value) {

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9-]{1,64}");

    public FirmwareImageId {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException("not an id of a firmware image");
        }
    }

    public static FirmwareImageId random() {
        return new FirmwareImageId(UUID.randomUUID().toString());
    }

    /** The aggregate identifier. */
    @Override
    public String toString() {
        return "firmware-image-" + value;
    }
}
