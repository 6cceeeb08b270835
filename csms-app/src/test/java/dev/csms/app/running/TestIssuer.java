package dev.csms.app.running;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An identity provider, as far as whoever checks its tokens sees of one. */
final class TestIssuer implements AutoCloseable {

    private final HttpServer server;
    private final RSAKey key = newKey("good");
    private final RSAKey foreign = newKey("good");

    TestIssuer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        answer("/.well-known/openid-configuration", """
            {"issuer":"%1$s","jwks_uri":"%1$s/keys","authorization_endpoint":"%1$s/a","token_endpoint":"%1$s/t",\
            "response_types_supported":["code"],"subject_types_supported":["public"],\
            "id_token_signing_alg_values_supported":["RS256"]}\
            """.formatted(uri()));
        answer("/keys", new JWKSet(key.toPublicJWK()).toString());
        server.createContext("/t", exchange -> {
            String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String code = form.replaceAll(".*\\bcode=([^&]*).*", "$1");
            send(exchange, tokens(URLDecoder.decode(code, StandardCharsets.UTF_8)));
        });
        server.start();
    }

    /** What a browser's code is worth. @param code here it is simply the nonce that the browser came with */
    private String tokens(String code) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder(claims(uri(), "frank", List.of("csms-admins"), List.of(), 60))
                .audience("csms")
                .claim("nonce", code)
                .build();
        return "{\"access_token\":\"x\",\"token_type\":\"Bearer\",\"expires_in\":60,\"id_token\":\"%s\"}"
                .formatted(signed(claims, key));
    }

    private static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private void answer(String path, String json) {
        server.createContext(path, exchange -> send(exchange, json));
    }

    private static void send(HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** @param seconds until it expires */
    String token(String name, List<String> roles, List<String> groups, int seconds) {
        return signed(claims(uri(), name, roles, groups, seconds), key);
    }

    String unsigned(String name) {
        return new PlainJWT(claims(uri(), name, List.of("csms-admins"), List.of(), 60)).serialize();
    }

    String forged(String name) {
        return signed(claims(uri(), name, List.of("csms-admins"), List.of(), 60), foreign);
    }

    String ofAnotherIssuer(String name) {
        return signed(claims("https://issuer.example.com", name, List.of("csms-admins"), List.of(), 60), key);
    }

    private static JWTClaimsSet claims(
            String issuer, String name, List<String> roles, List<String> groups, int seconds) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject("subject-of-" + name)
                .claim("preferred_username", name)
                .claim("realm_access", Map.of("roles", roles))
                .claim("sites", groups)
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now.minusSeconds(300)))
                .expirationTime(Date.from(now.plusSeconds(seconds)))
                .build();
    }

    private static String signed(JWTClaimsSet claims, RSAKey by) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(by.getKeyID())
                            .build(),
                    claims);
            jwt.sign(new RSASSASigner(by));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
