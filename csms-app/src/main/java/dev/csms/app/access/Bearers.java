package dev.csms.app.access;

import dev.csms.app.CsmsSettings.Oidc;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/** What comes as {@code Authorization: Bearer}: tokens of ours, and those of an identity provider if there is one. */
final class Bearers {

    private static final Logger log = LoggerFactory.getLogger(Bearers.class);

    private static final String SCHEME = "Bearer ";
    private static final int LONGEST = 8_192;

    private final SetupToken setup;
    private final AccessTokens tokens;
    private final @Nullable JwtDecoder decoder;
    private final ExternalPeople external;

    /** @param decoder checks signature, issuer and times; absent without an identity provider */
    Bearers(SetupToken setup, AccessTokens tokens, @Nullable JwtDecoder decoder, Oidc oidc) {
        this.setup = setup;
        this.tokens = tokens;
        this.decoder = decoder;
        this.external = new ExternalPeople(oidc);
    }

    /** Empty if it opens nothing. @param header the whole value of the header */
    Optional<Identified> identify(String header) {
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) || header.length() > LONGEST) {
            return Optional.empty();
        }
        String token = header.substring(SCHEME.length()).strip();
        Optional<Identified> atSetup = setup.identify(token);
        if (atSetup.isPresent()) {
            return atSetup;
        }
        if (token.startsWith(RandomSecret.TOKEN_PREFIX)) {
            return tokens.identify(TokenKind.API, token);
        }
        return decoder == null ? Optional.empty() : identifyJwt(decoder, token);
    }

    private Optional<Identified> identifyJwt(JwtDecoder provider, String token) {
        try {
            Jwt jwt = provider.decode(token);
            Instant until = jwt.getExpiresAt();
            if (until == null) {
                return Optional.empty(); // one that is good for ever is none
            }
            String id = Objects.requireNonNullElse(jwt.getId(), jwt.getSubject() + "@" + jwt.getIssuedAt());
            return external.identify(jwt.getClaims(), "jwt-" + id, until);
        } catch (BadJwtException e) {
            return Optional.empty();
        } catch (JwtException e) {
            log.warn("The identity provider's keys cannot be had, so its tokens open nothing: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
