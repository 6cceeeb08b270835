package dev.csms.domain.firmware;

import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What can be done with firmware images. Their content is kept elsewhere. Times are ours. */
public sealed interface FirmwareImageCommand {

    FirmwareImageId imageId();

    /**
     * Puts an image on record whose content is in place.
     *
     * @param name   as its uploader calls it, 1 to 100 printable characters
     * @param sha256 of the content, 64 hexadecimal digits
     */
    record AddFirmwareImage(
            @TargetAggregateIdentifier FirmwareImageId imageId,
            String name,
            long sizeBytes,
            String sha256,
            Instant addedAt)
            implements FirmwareImageCommand {

        private static final int MAX_LENGTH = 100;

        public AddFirmwareImage {
            checkedName(name);
        }

        /** @throws IllegalArgumentException with a sentence, if an image cannot be called so */
        public static String checkedName(String name) {
            if (name.isBlank()
                    || name.length() > MAX_LENGTH
                    || name.chars().anyMatch(c -> Character.isISOControl(c) || Character.isSurrogate((char) c))) {
                throw new IllegalArgumentException(
                        "a firmware image has a name of 1 to " + MAX_LENGTH + " printable characters");
            }
            return name;
        }
    }

    /** Puts on record by what its manufacturer vouches for an image. The latest counts. Answers whether there is one. */
    record SignFirmwareImage(
            @TargetAggregateIdentifier FirmwareImageId imageId, FirmwareSignature signature, Instant signedAt)
            implements FirmwareImageCommand {}

    /** Takes an image off the record, for good. Answers whether it was on it. */
    record DeleteFirmwareImage(@TargetAggregateIdentifier FirmwareImageId imageId, Instant deletedAt)
            implements FirmwareImageCommand {}
}
