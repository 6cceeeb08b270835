package dev.csms.app.secret;

import dev.csms.app.CsmsSettings;
import dev.csms.domain.secret.Secret;
import dev.csms.domain.secret.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SecretConfiguration {

    /** Stands in for the vault that keeps secrets encrypted; to be replaced before anything is released. */
    @Bean
    Vault vault(CsmsSettings settings) {
        return new StandIn(settings.dataDirectory().resolve("stand-in-vault"));
    }

    private record StandIn(Path directory) implements Vault {

        @Override
        public String keep(String purpose, Secret secret) {
            try {
                Files.createDirectories(directory);
                String name = UUID.randomUUID().toString();
                Files.write(directory.resolve(name), secret.bytes());
                return SCHEME + name;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Optional<Secret> read(String reference) {
            try {
                return Optional.of(
                        Secret.of(Files.readAllBytes(directory.resolve(reference.substring(SCHEME.length())))));
            } catch (NoSuchFileException e) {
                return Optional.empty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void forget(String reference) {
            try {
                Files.deleteIfExists(directory.resolve(reference.substring(SCHEME.length())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
