package dev.csms.app.access;

import dev.csms.app.access.People.Entry.Admitted;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * What a browser keeps of a sign-in: the secret itself, which no script sees, and a code made of it, which ours send
 * along to prove that a request comes from our pages.
 */
final class SessionCookies {

    static final String CSRF_HEADER = "X-CSRF-Token";

    private static final String SECURE_PREFIX = "__Host-";
    private static final String SESSION = "csms";
    private static final String CSRF = "csms-csrf";
    private static final String CSRF_PURPOSE = "csrf:";

    private final boolean secure;
    private final InstantSource clock;

    /** @param plainHttp whether browsers may send them without TLS */
    SessionCookies(boolean plainHttp, InstantSource clock) {
        this.secure = !plainHttp;
        this.clock = clock;
    }

    /** A browser takes a cookie with this prefix from a host of its own only, and sends it back encrypted only. */
    private String prefixed(String name) {
        return secure ? SECURE_PREFIX + name : name;
    }

    Optional<String> secret(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : List.of(cookies).stream()
                        .filter(cookie -> cookie.getName().equals(prefixed(SESSION)))
                        .map(Cookie::getValue)
                        .findFirst();
    }

    Optional<String> secret(HttpHeaders headers) {
        return headers.getOrEmpty(HttpHeaders.COOKIE).stream()
                .flatMap(line -> List.of(line.split(";\\s*")).stream())
                .filter(cookie -> cookie.startsWith(prefixed(SESSION) + "="))
                .map(cookie -> cookie.substring(cookie.indexOf('=') + 1))
                .findFirst();
    }

    static String csrf(String secret) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(RandomSecret.hash(CSRF_PURPOSE + secret));
    }

    List<String> of(Admitted admitted) {
        Duration validity = Duration.between(clock.instant(), admitted.expiresAt());
        return List.of(
                cookie(SESSION, admitted.secret(), true, validity),
                cookie(CSRF, csrf(admitted.secret()), false, validity));
    }

    List<String> none() {
        return List.of(cookie(SESSION, "", true, Duration.ZERO), cookie(CSRF, "", false, Duration.ZERO));
    }

    private String cookie(String name, String value, boolean hiddenFromScripts, Duration validity) {
        return ResponseCookie.from(prefixed(name), value)
                .path("/")
                .secure(secure)
                .httpOnly(hiddenFromScripts)
                .sameSite("Strict")
                .maxAge(validity)
                .build()
                .toString();
    }
}
