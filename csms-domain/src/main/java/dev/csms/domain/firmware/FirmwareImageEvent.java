package dev.csms.domain.firmware;

import java.time.Instant;
import org.axonframework.serialization.Revision;

/** What has happened to a firmware image. Times are ours. */
public sealed interface FirmwareImageEvent {

    FirmwareImageId imageId();

    /**
     * An operator has uploaded it.
     *
     * @param name      as its uploader calls it
     * @param sizeBytes of the content
     * @param sha256    of the content, 64 hexadecimal digits
     */
    @Revision("1")
    record FirmwareImageAdded(FirmwareImageId imageId, String name, long sizeBytes, String sha256, Instant addedAt)
            implements FirmwareImageEvent {}

    /** An operator has handed in by what its manufacturer vouches for it. It was found to be the signature of this file. */
    @Revision("1")
    record FirmwareImageSigned(FirmwareImageId imageId, FirmwareSignature signature, Instant signedAt)
            implements FirmwareImageEvent {}

    /** It can no longer be fetched. */
    @Revision("1")
    record FirmwareImageDeleted(FirmwareImageId imageId, Instant deletedAt) implements FirmwareImageEvent {}
}
