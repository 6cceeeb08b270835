package dev.csms.app.file;

import dev.csms.app.CsmsSettings;
import dev.csms.app.file.FileStore.Content;
import dev.csms.app.file.FileStore.DiskFullException;
import dev.csms.app.file.FileStore.Room;
import dev.csms.app.file.FileStore.TooLargeException;
import dev.csms.domain.Provenance;
import dev.csms.domain.diagnostics.DiagnosticsCommand.ReceiveDiagnosticsFile;
import dev.csms.domain.diagnostics.DiagnosticsFile;
import dev.csms.domain.diagnostics.DiagnosticsUpload;
import dev.csms.domain.diagnostics.DiagnosticsUploadId;
import dev.csms.domain.diagnostics.FileReceipt;
import dev.csms.query.chargepoint.ChargePointQueries;
import dev.csms.query.chargepoint.ChargePointView;
import dev.csms.query.diagnostics.DiagnosticsFileView;
import dev.csms.query.diagnostics.DiagnosticsQueries;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where charge points fetch firmware and leave diagnostics. They cannot prove who they are here, so a path that is not
 * exactly one of ours is not found, whatever is wrong about it. What follows the signature is the charge point's name
 * of the file, and opens nothing.
 */
@RestController
final class ChargePointFiles {

    private static final Logger log = LoggerFactory.getLogger(ChargePointFiles.class);

    private static final String SIGNED = "/{id}/{expiry}/{signature}/{*name}";
    private static final int LONGEST_NAME = 255;

    /** A charge point has one file to leave, and may begin anew while we wait for the rest of it. */
    private static final int MOST_AT_ONCE = 2;

    /** How many uploads of a job are under way. */
    private final ConcurrentMap<String, Integer> underWay = new ConcurrentHashMap<>();

    private final SignedPaths paths;
    private final FileStore files;
    private final CommandGateway commands;
    private final DiagnosticsQueries uploads;
    private final ChargePointQueries chargePoints;
    private final InstantSource clock;
    private final long maxDiagnosticsBytes;

    ChargePointFiles(
            SignedPaths paths,
            FileStore files,
            CommandGateway commands,
            DiagnosticsQueries uploads,
            ChargePointQueries chargePoints,
            InstantSource clock,
            CsmsSettings settings) {
        this.paths = paths;
        this.files = files;
        this.commands = commands;
        this.uploads = uploads;
        this.chargePoints = chargePoints;
        this.clock = clock;
        this.maxDiagnosticsBytes = settings.files().maxDiagnosticsSize().toBytes();
    }

    @RequestMapping(SignedPaths.ROOT + "firmware" + SIGNED)
    ResponseEntity<Resource> firmware(
            HttpServletRequest request,
            @PathVariable String id,
            @PathVariable String expiry,
            @PathVariable String signature) {
        if (!List.of("GET", "HEAD").contains(request.getMethod())) {
            return ResponseEntity.notFound().build();
        }
        return switch (paths.check(FileKind.FIRMWARE, id, expiry, signature)) {
            case UNKNOWN -> ResponseEntity.notFound().build();
            case EXPIRED -> ResponseEntity.status(HttpStatus.GONE).build();
            case GOOD ->
                files.find(FileKind.FIRMWARE, id)
                        .map(file -> Download.of(file, "firmware-" + id))
                        .orElseGet(() -> ResponseEntity.notFound().build());
        };
    }

    @RequestMapping(SignedPaths.ROOT + "diagnostics" + SIGNED)
    ResponseEntity<Void> diagnostics(
            HttpServletRequest request,
            @PathVariable String id,
            @PathVariable String expiry,
            @PathVariable String signature,
            @PathVariable String name)
            throws IOException {
        if (!List.of("PUT", "POST").contains(request.getMethod())) {
            return ResponseEntity.notFound().build();
        }
        return switch (paths.check(FileKind.DIAGNOSTICS, id, expiry, signature)) {
            case UNKNOWN -> ResponseEntity.notFound().build();
            case EXPIRED -> ResponseEntity.status(HttpStatus.GONE).build();
            case GOOD -> ResponseEntity.status(receiveInTurn(request, id, name)).build();
        };
    }

    private HttpStatus receiveInTurn(HttpServletRequest request, String job, String path) throws IOException {
        if (underWay.merge(job, 1, Integer::sum) > MOST_AT_ONCE) {
            leave(job);
            return HttpStatus.TOO_MANY_REQUESTS;
        }
        try {
            return mayBeKept(job, request.getContentLengthLong()) ? receive(request, job, path) : HttpStatus.CONFLICT;
        } finally {
            leave(job);
        }
    }

    private void leave(String job) {
        underWay.computeIfPresent(job, (_, count) -> count == 1 ? null : count - 1);
    }

    /** After the last file that a job takes, only what may be one that is there: its answer may have been lost. */
    private boolean mayBeKept(String job, long expected) {
        List<DiagnosticsFileView> kept = uploads.files(job);
        return kept.size() < DiagnosticsUpload.MOST_FILES
                || kept.stream().anyMatch(file -> file.sizeBytes() == expected);
    }

    private HttpStatus receive(HttpServletRequest request, String job, String path) throws IOException {
        long expected = request.getContentLengthLong();
        if (request.getHeader("Content-Range") != null) {
            return HttpStatus.BAD_REQUEST; // part of a file must not pass for the whole (RFC 9110 §14.5)
        }
        if (expected > maxDiagnosticsBytes + FileConfiguration.MULTIPART_FRAME_BYTES) {
            return HttpStatus.CONTENT_TOO_LARGE;
        }
        try {
            if (isMultipart(request)) {
                return receiveParts(request, job);
            }
            try (InputStream body = request.getInputStream()) {
                return receive(job, name(path.substring(path.lastIndexOf('/') + 1)), body, expected);
            }
        } catch (TooLargeException e) {
            return HttpStatus.CONTENT_TOO_LARGE;
        } catch (DiskFullException e) {
            log.warn("Diagnostics were not taken: {}", e.getMessage());
            return HttpStatus.INSUFFICIENT_STORAGE;
        }
    }

    private static boolean isMultipart(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
    }

    private HttpStatus receiveParts(HttpServletRequest request, String job) throws IOException {
        HttpStatus answer = HttpStatus.BAD_REQUEST;
        try {
            for (Part part : parts(request)) {
                if (part.getSubmittedFileName() != null) {
                    try (InputStream content = part.getInputStream()) {
                        answer = receive(job, name(part.getSubmittedFileName()), content, part.getSize());
                    }
                    if (answer != HttpStatus.OK) {
                        return answer;
                    }
                }
            }
            return answer;
        } catch (IllegalStateException e) {
            return HttpStatus.CONTENT_TOO_LARGE; // so the container says it
        } catch (ServletException e) {
            return HttpStatus.BAD_REQUEST;
        }
    }

    /** The container writes them to the disk before we see any of it, so that there must be room for all. */
    private Collection<Part> parts(HttpServletRequest request) throws IOException, ServletException {
        long expected = request.getContentLengthLong();
        try (Room _ = files.room(expected > 0 ? expected : maxDiagnosticsBytes)) {
            return request.getParts();
        }
    }

    private HttpStatus receive(String job, @Nullable String name, InputStream content, long expected)
            throws IOException {
        String fileId = UUID.randomUUID().toString();
        Content kept = files.keep(FileKind.DIAGNOSTICS, fileId, content, expected, maxDiagnosticsBytes);
        if (kept.sizeBytes() == 0) {
            files.delete(FileKind.DIAGNOSTICS, fileId);
            return HttpStatus.BAD_REQUEST;
        }
        FileReceipt receipt;
        try {
            receipt = commands.sendAndWait(
                    new ReceiveDiagnosticsFile(
                            new DiagnosticsUploadId(job),
                            new DiagnosticsFile(fileId, name, kept.sizeBytes(), kept.sha256()),
                            clock.instant()),
                    MetaData.from(provenance(job)));
        } catch (AggregateNotFoundException e) {
            files.delete(FileKind.DIAGNOSTICS, fileId);
            return HttpStatus.NOT_FOUND;
        }
        if (receipt != FileReceipt.KEPT) {
            files.delete(FileKind.DIAGNOSTICS, fileId);
        }
        return receipt == FileReceipt.TOO_MANY ? HttpStatus.CONFLICT : HttpStatus.OK;
    }

    private Map<String, Object> provenance(String job) {
        Map<String, Object> provenance =
                new HashMap<>(Map.of(Provenance.ACTOR, Provenance.SYSTEM, Provenance.ACTION, "DiagnosticsFile"));
        uploads.upload(job)
                .flatMap(upload -> chargePoints.chargePoint(upload.chargePointId()))
                .map(ChargePointView::identity)
                .ifPresent(identity -> {
                    provenance.put(Provenance.ACTOR, Provenance.chargePoint(identity));
                    provenance.put(Provenance.CHARGE_POINT, identity);
                });
        return provenance;
    }

    /** As it can be shown; null if there is none. */
    private static @Nullable String name(String said) {
        String shown = said.replaceAll("\\p{Cntrl}", "\ufffd").strip();
        return shown.isEmpty() ? null : shown.substring(0, Math.min(LONGEST_NAME, shown.length()));
    }
}
