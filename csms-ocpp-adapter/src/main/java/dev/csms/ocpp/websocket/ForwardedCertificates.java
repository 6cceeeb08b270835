package dev.csms.ocpp.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.csms.domain.certificate.Pem;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayInputStream;
import java.net.URLDecoder;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a proxy that ends TLS for us says of the certificate of its client. The forms are told apart by what they look
 * like, since none of them can be taken for another:
 *
 * <ul>
 *   <li>PEM in percent-encoding, of one certificate or several (nginx's {@code $ssl_client_escaped_cert}, HAProxy);
 *   <li>Base64 of DER without anything around it, in percent-encoding or not, several with commas between them (Traefik);
 *   <li>a byte sequence between colons (RFC 9440, {@code Client-Cert}), and the others in {@code Client-Cert-Chain};
 *   <li>{@code Cert="…"} or {@code Chain="…"} among other elements (Envoy's {@code X-Forwarded-Client-Cert}).
 * </ul>
 */
final class ForwardedCertificates {

    private static final String STANDARD = "Client-Cert";
    static final String STANDARD_CHAIN = "Client-Cert-Chain";

    private static final int MOST = 5;
    private static final Pattern BYTE_SEQUENCE = Pattern.compile(":([A-Za-z0-9+/=]*):");
    private static final Pattern ELEMENTS =
            Pattern.compile("(?:By|Hash|Cert|Chain|Subject|URI|DNS)=", Pattern.CASE_INSENSITIVE);
    private static final Pattern BARE = Pattern.compile("[A-Za-z0-9+/=,%\\s]+");
    private static final Pattern PAIR = Pattern.compile("([A-Za-z]+)=(\"(?:[^\"\\\\]|\\\\.)*+\"|[^;,\"]*+)([;,]?)");

    private ForwardedCertificates() {}

    /** Whether somebody says something of a certificate. */
    static boolean areIn(HttpHeaders headers, String header) {
        return headers.contains(header) || header.equalsIgnoreCase(STANDARD) && headers.contains(STANDARD_CHAIN);
    }

    /** The client's own first; none if the proxy has seen none. @param header in which the proxy says it */
    static List<X509Certificate> of(HttpHeaders headers, String header) throws Refusal {
        List<String> values = headers.getAll(header);
        if (values.isEmpty() || values.getLast().isBlank()) {
            return List.of();
        }
        String value = values.getLast().strip();
        try {
            List<X509Certificate> certificates = value.startsWith(":")
                    ? standard(value, header, headers)
                    : ELEMENTS.matcher(value).lookingAt() ? envoy(value) : text(value);
            return certificates.subList(0, Math.min(MOST + 1, certificates.size()));
        } catch (CertificateException | IllegalArgumentException e) {
            throw new Refusal(400, "the proxy's certificate of its client cannot be read");
        }
    }

    private static List<X509Certificate> standard(String value, String header, HttpHeaders headers)
            throws CertificateException {
        List<X509Certificate> certificates = new ArrayList<>(List.of(bytes(value)));
        if (header.equalsIgnoreCase(STANDARD)) {
            for (String more : String.join(",", headers.getAll(STANDARD_CHAIN)).split(",", -1)) {
                if (!more.isBlank()) {
                    certificates.add(bytes(more.strip()));
                }
            }
        }
        return certificates;
    }

    private static X509Certificate bytes(String item) throws CertificateException {
        Matcher sequence = BYTE_SEQUENCE.matcher(item);
        if (!sequence.matches()) {
            throw new CertificateException("no byte sequence");
        }
        return certificate(Base64.getDecoder().decode(sequence.group(1)));
    }

    /** Of several elements, the last one is that of the proxy before us; the others tell of proxies before it. */
    private static List<X509Certificate> envoy(String value) throws CertificateException {
        Map<String, String> pairs = new LinkedHashMap<>();
        Matcher pair = PAIR.matcher(value);
        int end = 0;
        boolean next = false;
        while (pair.find() && pair.start() == end) {
            if (next) {
                pairs.clear();
            }
            pairs.put(pair.group(1).toLowerCase(Locale.ROOT), unquoted(pair.group(2)));
            next = pair.group(3).equals(",");
            end = pair.end();
        }
        if (end < value.length()) {
            throw new CertificateException("no list of elements");
        }
        String chain = pairs.getOrDefault("chain", pairs.getOrDefault("cert", ""));
        return chain.isBlank() ? List.of() : text(chain);
    }

    private static String unquoted(String text) {
        return text.startsWith("\"") ? text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1") : text;
    }

    private static List<X509Certificate> text(String value) throws CertificateException {
        String plain = URLDecoder.decode(value.replace("+", "%2B"), UTF_8);
        if (plain.contains("-----BEGIN") || !BARE.matcher(plain).matches()) {
            return Pem.certificates(plain);
        }
        List<X509Certificate> certificates = new ArrayList<>();
        for (String each : plain.split(",", -1)) {
            certificates.add(certificate(Base64.getMimeDecoder().decode(each)));
        }
        return certificates;
    }

    private static X509Certificate certificate(byte[] der) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }
}
