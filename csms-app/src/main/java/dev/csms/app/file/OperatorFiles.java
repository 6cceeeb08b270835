package dev.csms.app.file;

import dev.csms.app.CsmsSettings;
import dev.csms.app.access.Acting;
import dev.csms.app.access.KnownCaller;
import dev.csms.app.file.FileStore.Content;
import dev.csms.app.file.FileStore.DiskFullException;
import dev.csms.app.file.FileStore.TooLargeException;
import dev.csms.domain.firmware.FirmwareImageCommand.AddFirmwareImage;
import dev.csms.domain.firmware.FirmwareImageId;
import dev.csms.query.firmware.FirmwareProjection;
import dev.csms.query.graphql.Caller;
import dev.csms.query.projection.ProjectionProgress;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.MetaData;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where operators leave firmware images and fetch what charge points have left. Lists are for GraphQL to give. */
@RestController
final class OperatorFiles {

    private static final Duration READ_OWN_WRITES = Duration.ofSeconds(5);

    private final FileStore files;
    private final CommandGateway commands;
    private final ProjectionProgress projections;
    private final InstantSource clock;
    private final long maxFirmwareBytes;

    OperatorFiles(
            FileStore files,
            CommandGateway commands,
            ProjectionProgress projections,
            InstantSource clock,
            CsmsSettings settings) {
        this.files = files;
        this.commands = commands;
        this.projections = projections;
        this.clock = clock;
        this.maxFirmwareBytes = settings.files().maxFirmwareSize().toBytes();
    }

    record Uploaded(String imageId, String name, long sizeBytes, String sha256) {}

    /** Each upload is an image of its own, also under a name that another one has. */
    @PutMapping("/firmware/{name}")
    ResponseEntity<?> upload(HttpServletRequest request, @PathVariable String name) throws IOException {
        if (KnownCaller.of(request).map(Caller::isLimited).orElse(true)) {
            return problem(HttpStatus.FORBIDDEN, "images are for all charge points, and you are limited to groups");
        }
        String checked;
        try {
            checked = AddFirmwareImage.checkedName(name);
        } catch (IllegalArgumentException e) {
            return problem(HttpStatus.BAD_REQUEST, e.getMessage());
        }
        if (request.getHeader("Content-Range") != null) {
            return problem(HttpStatus.BAD_REQUEST, "an image is uploaded as a whole");
        }
        if (request.getContentLengthLong() > maxFirmwareBytes) {
            return tooLarge();
        }
        try (InputStream body = request.getInputStream()) {
            return add(
                    checked,
                    body,
                    request.getContentLengthLong(),
                    KnownCaller.of(request).orElseThrow());
        } catch (TooLargeException e) {
            return tooLarge();
        } catch (DiskFullException e) {
            return problem(HttpStatus.INSUFFICIENT_STORAGE, "there is too little space left on the disk");
        }
    }

    private ResponseEntity<?> add(String name, InputStream body, long expected, Caller caller) throws IOException {
        FirmwareImageId id = FirmwareImageId.random();
        Content kept = files.keep(FileKind.FIRMWARE, id.value(), body, expected, maxFirmwareBytes);
        if (kept.sizeBytes() == 0) {
            files.delete(FileKind.FIRMWARE, id.value());
            return problem(HttpStatus.BAD_REQUEST, "there is nothing in the image");
        }
        commands.sendAndWait(
                new AddFirmwareImage(id, name, kept.sizeBytes(), kept.sha256(), clock.instant()),
                MetaData.from(Acting.of(caller, "PUT /firmware")));
        // charge points that are told to fetch it next are to be told its name
        projections.await(List.of(FirmwareProjection.GROUP), projections.head(), READ_OWN_WRITES);
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(new Uploaded(id.value(), name, kept.sizeBytes(), kept.sha256()));
    }

    private ResponseEntity<?> tooLarge() {
        return problem(HttpStatus.CONTENT_TOO_LARGE, "an image has at most " + maxFirmwareBytes + " bytes");
    }

    private static ResponseEntity<?> problem(HttpStatus status, String sentence) {
        return ResponseEntity.status(status).body(ProblemDetail.forStatusAndDetail(status, sentence));
    }

    @GetMapping("/diagnostics/{fileId}")
    ResponseEntity<Resource> diagnostics(HttpServletRequest request, @PathVariable String fileId) {
        if (KnownCaller.of(request).map(Caller::isLimited).orElse(true)) {
            return ResponseEntity.notFound().build(); // whose it is, its name does not say
        }
        return files.find(FileKind.DIAGNOSTICS, fileId)
                .map(file -> Download.of(file, "diagnostics-" + fileId))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }
}
