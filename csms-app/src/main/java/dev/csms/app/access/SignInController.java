package dev.csms.app.access;

import dev.csms.app.access.People.Entry;
import dev.csms.app.access.People.Entry.Admitted;
import dev.csms.app.access.People.Entry.PasswordToBeChanged;
import dev.csms.app.access.People.Entry.Refused;
import dev.csms.app.access.People.Entry.TooManyFailures;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The pages by which people come in, and what these pages send. */
@RestController
final class SignInController {

    private static final String DEAD_LINK = "this link opens nothing, or no longer";

    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=utf-8");
    private static final Map<String, MediaType> ASSETS = Map.of(
            "access.css", MediaType.parseMediaType("text/css;charset=utf-8"),
            "login.js", MediaType.parseMediaType("text/javascript;charset=utf-8"),
            "setup.js", MediaType.parseMediaType("text/javascript;charset=utf-8"));

    private final People people;
    private final AccessTokens tokens;
    private final SessionCookies cookies;
    private final AccessLog accessLog;
    private final List<Provider> providers;

    SignInController(
            People people,
            AccessTokens tokens,
            SessionCookies cookies,
            AccessLog accessLog,
            ObjectProvider<ClientRegistrationRepository> clients) {
        this.people = people;
        this.tokens = tokens;
        this.cookies = cookies;
        this.accessLog = accessLog;
        this.providers = clients.getIfAvailable() instanceof Iterable<?> registrations
                ? StreamSupport.stream(registrations.spliterator(), false)
                        .filter(ClientRegistration.class::isInstance)
                        .map(ClientRegistration.class::cast)
                        .map(it -> new Provider(it.getClientName(), "/oauth2/authorization/" + it.getRegistrationId()))
                        .toList()
                : List.of();
    }

    record Provider(String name, String path) {}

    record SignIn(
            @Nullable String name,
            @Nullable String password,
            @Nullable String newPassword) {}

    record UseLink(
            @Nullable String secret,
            @Nullable String name,
            @Nullable String password) {}

    record Secret(@Nullable String secret) {}

    /** Whoever types in no more than the address means the page that there is. */
    @GetMapping("/")
    ResponseEntity<Void> root() {
        return ResponseEntity.status(HttpStatus.FOUND)
                .header(HttpHeaders.LOCATION, Answers.PAGE)
                .build();
    }

    @GetMapping("/login")
    ResponseEntity<Resource> loginPage() {
        return page("login.html");
    }

    @GetMapping("/setup")
    ResponseEntity<Resource> setupPage() {
        return page("setup.html");
    }

    @GetMapping("/access/assets/{name}")
    ResponseEntity<Resource> asset(@PathVariable String name) {
        MediaType type = ASSETS.get(name);
        return type == null
                ? ResponseEntity.notFound().build()
                : ResponseEntity.ok().contentType(type).body(new ClassPathResource("access/" + name));
    }

    private static ResponseEntity<Resource> page(String name) {
        return ResponseEntity.ok().contentType(HTML).body(new ClassPathResource("access/" + name));
    }

    @GetMapping("/access/providers")
    List<Provider> providers() {
        return providers;
    }

    @PostMapping(path = "/access/sign-in", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> signIn(HttpServletRequest request, @RequestBody SignIn said) {
        if (said.name() == null || said.password() == null || said.password().length() > Passwords.LONGEST) {
            return problem(HttpStatus.BAD_REQUEST, "a name and a password are needed");
        }
        return entered(
                request,
                "by a password",
                "name or password is not right",
                () -> people.signIn(said.name(), said.password(), said.newPassword(), request.getRemoteAddr()));
    }

    /** Whom a link is for, so that the page knows what to ask. */
    @PostMapping(path = "/access/link", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> link(@RequestBody Secret said) {
        return said.secret() == null
                ? problem(HttpStatus.BAD_REQUEST, "which link?")
                : people.nameOfLink(said.secret())
                        .<ResponseEntity<?>>map(name -> ResponseEntity.ok(Map.of("name", name)))
                        .orElseGet(() -> problem(HttpStatus.NOT_FOUND, DEAD_LINK));
    }

    @PostMapping(path = "/access/set-up", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> setUp(HttpServletRequest request, @RequestBody UseLink said) {
        if (said.secret() == null || said.password() == null) {
            return problem(HttpStatus.BAD_REQUEST, "a link and a password are needed");
        }
        return entered(
                request,
                "by a link",
                DEAD_LINK,
                () -> people.useLink(said.secret(), said.name(), said.password(), request.getRemoteAddr()));
    }

    @PostMapping("/access/sign-out")
    ResponseEntity<?> signOut(HttpServletRequest request) {
        if (request.getAttribute(KnownCaller.ATTRIBUTE) instanceof KnownCaller known) {
            tokens.end(known.identified().tokenId());
            accessLog.signedOut(known.identified().name(), request.getRemoteAddr());
        }
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, cookies.none().toArray(String[]::new))
                .build();
    }

    /**
     * @param how     of who is let in
     * @param refusal what is said to who is not
     */
    private ResponseEntity<?> entered(HttpServletRequest request, String how, String refusal, Supplier<Entry> attempt) {
        try {
            return switch (attempt.get()) {
                case Admitted admitted -> {
                    accessLog.signedIn(admitted.name(), how, request.getRemoteAddr());
                    yield ResponseEntity.noContent()
                            .header(HttpHeaders.SET_COOKIE, cookies.of(admitted).toArray(String[]::new))
                            .build();
                }
                case Refused refused -> {
                    accessLog.signInFailed(refused.name(), request.getRemoteAddr());
                    yield problem(HttpStatus.UNAUTHORIZED, refusal);
                }
                case PasswordToBeChanged _ ->
                    problem(HttpStatus.CONFLICT, "somebody else knows this password: choose another one");
                case TooManyFailures _ -> {
                    accessLog.signInTooOften(request.getRemoteAddr());
                    yield problem(HttpStatus.TOO_MANY_REQUESTS, "that went wrong too often; wait ten minutes");
                }
            };
        } catch (IllegalArgumentException e) {
            return problem(HttpStatus.UNPROCESSABLE_CONTENT, String.valueOf(e.getMessage()));
        } catch (Passwords.BusyException e) {
            return problem(HttpStatus.SERVICE_UNAVAILABLE, "too many sign in at once; try again in a moment");
        }
    }

    private static ResponseEntity<?> problem(HttpStatus status, String sentence) {
        return ResponseEntity.status(status).body(ProblemDetail.forStatusAndDetail(status, sentence));
    }
}
