package dev.csms.app.operator;

import static dev.csms.app.operator.FirmwareLocations.notNegative;

import dev.csms.app.file.FileKind;
import dev.csms.app.file.FileStore;
import dev.csms.app.operator.OperationRequests.OperationPayload;
import dev.csms.domain.firmware.FirmwareImageCommand.SignFirmwareImage;
import dev.csms.domain.firmware.FirmwareImageId;
import dev.csms.domain.firmware.FirmwareSignature;
import dev.csms.domain.operation.Request.SignedUpdateFirmware;
import dev.csms.domain.operation.RequestIds;
import dev.csms.query.firmware.FirmwareImageQueries;
import dev.csms.query.firmware.FirmwareImageView;
import dev.csms.query.firmware.FirmwareProjection;
import dev.csms.query.graphql.QueryProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;

/**
 * Firmware that its manufacturer vouches for. Signature and certificate are looked at before a charge point is, since it
 * would find out only after it has fetched everything; whoever insists may have a wrong one sent.
 */
@Controller
final class SignedFirmwareMutations {

    private static final String NOT_OF_THIS_FILE =
            "the signature is not of this image, or not by this certificate's key";

    private final OperationRequests requests;
    private final OperatorCommands operator;
    private final FirmwareLocations locations;
    private final FirmwareImageQueries images;
    private final FileStore files;
    private final RequestIds requestIds;
    private final InstantSource clock;

    SignedFirmwareMutations(
            OperationRequests requests,
            OperatorCommands operator,
            FirmwareLocations locations,
            FirmwareImageQueries images,
            FileStore files,
            RequestIds requestIds,
            InstantSource clock) {
        this.requests = requests;
        this.operator = operator;
        this.locations = locations;
        this.images = images;
        this.files = files;
        this.requestIds = requestIds;
        this.clock = clock;
    }

    record SignFirmwareImagePayload(FirmwareImageView image) {}

    @MutationMapping
    SignFirmwareImagePayload signFirmwareImage(
            @Argument String imageId, @Argument String signingCertificate, @Argument String signature) {
        FirmwareImageId id = FirmwareLocations.imageId(imageId);
        String subject = "firmware image " + id.value();
        FirmwareSignature given = signature(signingCertificate, signature);
        List<String> problems = new ArrayList<>(given.problems(clock.instant()));
        boolean right = files.find(FileKind.FIRMWARE, id.value())
                .map(file -> isOf(given, file))
                .orElseThrow(() -> QueryProblem.notFound("there is no " + subject));
        if (!right) {
            problems.add(NOT_OF_THIS_FILE);
        }
        if (!problems.isEmpty()) {
            throw QueryProblem.badUserInput(String.join("; ", problems));
        }
        boolean signed = operator.send(
                "signFirmwareImage", null, subject, () -> new SignFirmwareImage(id, given, clock.instant()));
        if (!signed) {
            throw QueryProblem.notFound("there is no " + subject);
        }
        return new SignFirmwareImagePayload(
                operator.readBack(FirmwareProjection.GROUP, () -> images.image(id.value()), subject));
    }

    @MutationMapping
    OperationPayload signedUpdateFirmware(
            @Argument String chargePointId,
            @Argument @Nullable String imageId,
            @Argument @Nullable String location,
            @Argument @Nullable String signingCertificate,
            @Argument @Nullable String signature,
            @Argument @Nullable Instant retrieveDateTime,
            @Argument @Nullable Instant installDateTime,
            @Argument @Nullable Integer retries,
            @Argument @Nullable Integer retryInterval,
            Asking asking) {
        return requests.request(asking, chargePointId, () -> {
            Instant begin = retrieveDateTime == null ? clock.instant() : retrieveDateTime;
            String source = locations.of(imageId, location, begin);
            FirmwareSignature given = signature(imageId, signingCertificate, signature);
            if (imageId != null && !asking.options().forced()) {
                check(given, imageId);
            }
            return new SignedUpdateFirmware(
                    requestIds.next(),
                    source,
                    begin,
                    installDateTime,
                    given.signingCertificate(),
                    given.signature(),
                    notNegative("retries", retries),
                    notNegative("retryInterval", retryInterval));
        });
    }

    /** The one that was handed in for the image has been found right, and files do not change. */
    private void check(FirmwareSignature given, String imageId) {
        boolean known = handedIn(imageId).filter(given::equals).isPresent();
        if (!known
                && files.find(FileKind.FIRMWARE, imageId)
                        .filter(file -> !isOf(given, file))
                        .isPresent()) {
            throw OperationRequests.questionable(NOT_OF_THIS_FILE);
        }
    }

    private Optional<FirmwareSignature> handedIn(String imageId) {
        return images.image(imageId).flatMap(FirmwareImageView::signedBy);
    }

    /** The given one, else the one that was handed in for the image. */
    private FirmwareSignature signature(
            @Nullable String imageId, @Nullable String signingCertificate, @Nullable String signature) {
        if (signingCertificate != null && signature != null) {
            return signature(signingCertificate, signature);
        }
        if (signingCertificate != null || signature != null) {
            throw QueryProblem.badUserInput("signingCertificate and signature go together");
        }
        return Optional.ofNullable(imageId)
                .flatMap(this::handedIn)
                .orElseThrow(() -> QueryProblem.badUserInput(
                        "there is no signature: hand it in with signFirmwareImage, or give signingCertificate and"
                                + " signature"));
    }

    /** Charge points want lines to end as they do on Unix; base64 has no lines at all. */
    private static FirmwareSignature signature(String signingCertificate, String signature) {
        try {
            return new FirmwareSignature(signingCertificate.replace("\r\n", "\n"), signature.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw QueryProblem.badUserInput(String.valueOf(e.getMessage()));
        }
    }

    private static boolean isOf(FirmwareSignature signature, Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            return signature.isOf(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
