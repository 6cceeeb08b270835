package dev.csms.app.file;

import dev.csms.app.CsmsSettings;
import dev.csms.app.startup.OwnAddress;
import dev.csms.domain.operation.FileLocation;
import dev.csms.ocpp.v16.Locations;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/** Turns references to files of ours into URLs that charge points can use, when they are sent. */
final class OwnLocations implements Locations {

    private final SignedPaths paths;
    private final CsmsSettings.Files settings;
    private final Environment environment;
    private final InstantSource clock;

    OwnLocations(SignedPaths paths, CsmsSettings.Files settings, Environment environment, InstantSource clock) {
        this.paths = paths;
        this.settings = settings;
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public String resolve(String location) {
        Instant expiresAt = clock.instant().plus(settings.urlValidity());
        return FileLocation.imageOf(location)
                .map(image -> baseUrl() + paths.path(FileKind.FIRMWARE, image, expiresAt) + fileName(location))
                // with a slash at its end, the file's name is added as a part of its own, whoever adds it in whatever
                // way
                .or(() -> FileLocation.diagnosticsOf(location)
                        .map(job -> baseUrl() + paths.path(FileKind.DIAGNOSTICS, job, expiresAt) + "/"))
                .orElse(location);
    }

    private static String fileName(String location) {
        return location.substring(location.lastIndexOf('/'));
    }

    private String baseUrl() {
        String configured = settings.baseUrl();
        if (configured != null) {
            return configured.endsWith("/") ? configured.substring(0, configured.length() - 1) : configured;
        }
        String address = address(environment.getProperty("server.address"));
        return "http://" + address + ":" + environment.getProperty("local.server.port", "8080");
    }

    private static String address(@Nullable String listening) {
        boolean all = listening == null || listening.isBlank() || listening.equals("0.0.0.0") || listening.equals("::");
        return all ? OwnAddress.find() : listening.contains(":") ? "[" + listening + "]" : listening;
    }
}
