package dev.csms.app.operator;

import dev.csms.app.CsmsSettings;
import dev.csms.domain.firmware.FirmwareImageId;
import dev.csms.domain.operation.AddressRules;
import dev.csms.domain.operation.FileLocation;
import dev.csms.query.firmware.FirmwareImageQueries;
import dev.csms.query.firmware.FirmwareImageView;
import dev.csms.query.graphql.QueryProblem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where charge points are told to fetch firmware, and leave what they are asked for. */
@Component
final class FirmwareLocations {

    private static final int LONGEST_FILE_NAME = 64;

    private final FirmwareImageQueries images;
    private final Duration urlValidity;
    private final AddressRules addresses;
    private final InstantSource clock;

    FirmwareLocations(FirmwareImageQueries images, CsmsSettings settings, InstantSource clock) {
        this.images = images;
        this.urlValidity = settings.files().urlValidity();
        this.addresses = settings.files().addresses();
        this.clock = clock;
    }

    /**
     * Of an image of ours, or elsewhere: one of the two.
     *
     * @param begin when the charge point is to fetch it
     */
    String of(@Nullable String imageId, @Nullable String location, Instant begin) {
        if (location != null && imageId == null) {
            return checked(location);
        }
        if (imageId == null || location != null) {
            throw QueryProblem.badUserInput("firmware is either an imageId or a location");
        }
        FirmwareImageId id = imageId(imageId);
        if (begin.isAfter(clock.instant().plus(urlValidity))) {
            throw QueryProblem.badUserInput("the charge point gets a URL that is good for " + urlValidity.toHours()
                    + " h (csms.files.url-validity); the date to begin must be earlier than that");
        }
        String name = images.image(id.value()).map(FirmwareImageView::name).orElse("firmware");
        return FileLocation.ofFirmware(id.value(), fileName(name));
    }

    /** As much of a name as can stand in any URL; charge points tell by its end what is in the file. */
    private static String fileName(String name) {
        String safe = name.replaceAll("[^A-Za-z0-9._-]+", "_").replaceAll("^[.]+", "");
        return safe.isEmpty() ? "firmware" : safe.substring(Math.max(0, safe.length() - LONGEST_FILE_NAME));
    }

    static FirmwareImageId imageId(String imageId) {
        try {
            return new FirmwareImageId(imageId);
        } catch (IllegalArgumentException e) {
            throw QueryProblem.badUserInput("no firmware image has such an id");
        }
    }

    /** Anywhere else than with us. */
    String checked(String location) {
        try {
            return FileLocation.checked(location, addresses);
        } catch (IllegalArgumentException e) {
            throw QueryProblem.badUserInput(String.valueOf(e.getMessage()));
        }
    }

    static @Nullable Integer notNegative(String name, @Nullable Integer value) {
        if (value != null && value < 0) {
            throw QueryProblem.badUserInput(name + " must be 0 or more, not " + value);
        }
        return value;
    }
}
