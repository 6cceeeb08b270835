package dev.csms.app.file;

import dev.csms.app.CsmsSettings;
import dev.csms.app.key.DerivedKeys;
import dev.csms.ocpp.v16.Locations;
import jakarta.servlet.MultipartConfigElement;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class FileConfiguration {

    /** What a form around a file may add. */
    static final long MULTIPART_FRAME_BYTES = 64 * 1024;

    @Bean
    SignedPaths signedPaths(DerivedKeys key, InstantSource clock) {
        return new SignedPaths(key, clock);
    }

    @Bean
    FileStore fileStore(CsmsSettings settings) {
        return new FileStore(settings.filesDirectory());
    }

    @Bean
    Locations locations(SignedPaths paths, CsmsSettings settings, Environment environment, InstantSource clock) {
        return new OwnLocations(paths, settings.files(), environment, clock);
    }

    /** How forms are read by whoever asks for their parts; nobody else is bothered with them. */
    @Bean
    MultipartConfigElement multipartConfig(FileStore files, CsmsSettings settings) {
        long limit = settings.files().maxDiagnosticsSize().toBytes();
        return new MultipartConfigElement(files.incoming().toString(), limit, limit + MULTIPART_FRAME_BYTES, 0);
    }
}
