package dev.csms.domain.firmware;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.csms.domain.firmware.FirmwareImageCommand.AddFirmwareImage;
import dev.csms.domain.firmware.FirmwareImageCommand.DeleteFirmwareImage;
import dev.csms.domain.firmware.FirmwareImageCommand.SignFirmwareImage;
import dev.csms.domain.firmware.FirmwareImageEvent.FirmwareImageAdded;
import dev.csms.domain.firmware.FirmwareImageEvent.FirmwareImageDeleted;
import dev.csms.domain.firmware.FirmwareImageEvent.FirmwareImageSigned;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** A file with firmware that charge points can be told to install. */
@AggregateRoot(type = "FirmwareImage")
@Revision("2")
public final class FirmwareImage {

    @AggregateIdentifier
    private @Nullable FirmwareImageId id;

    private boolean deleted;
    private @Nullable FirmwareSignature signature;

    FirmwareImage() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(AddFirmwareImage add) {
        if (id == null) {
            apply(new FirmwareImageAdded(add.imageId(), add.name(), add.sizeBytes(), add.sha256(), add.addedAt()));
        }
    }

    @CommandHandler
    boolean handle(DeleteFirmwareImage delete) {
        if (deleted) {
            return false;
        }
        apply(new FirmwareImageDeleted(delete.imageId(), delete.deletedAt()));
        return true;
    }

    @CommandHandler
    boolean handle(SignFirmwareImage sign) {
        if (!deleted && !sign.signature().equals(signature)) {
            apply(new FirmwareImageSigned(sign.imageId(), sign.signature(), sign.signedAt()));
        }
        return !deleted;
    }

    /** Whether it can be fetched. */
    boolean isAvailable() {
        return !deleted;
    }

    @EventSourcingHandler
    void on(FirmwareImageEvent event) {
        switch (event) {
            case FirmwareImageAdded added -> id = added.imageId();
            case FirmwareImageSigned signed -> signature = signed.signature();
            case FirmwareImageDeleted _ -> deleted = true;
        }
    }
}
