package dev.csms.app.access;

import dev.csms.query.Pressure;
import dev.csms.query.graphql.QueryProblem.Code;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds out who makes a request: by a token, or by the cookie of a sign-in. A browser sends cookies for whoever asks it
 * to, so what changes something must also bring the code that only our pages know.
 */
final class CallerFilter extends OncePerRequestFilter {

    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");

    private final Bearers bearers;
    private final AccessTokens tokens;
    private final SessionCookies cookies;
    private final Answers answers;
    private final Pressure pressure;
    private final SecurityContextRepository contexts = new RequestAttributeSecurityContextRepository();

    CallerFilter(Bearers bearers, AccessTokens tokens, SessionCookies cookies, Answers answers, Pressure pressure) {
        this.bearers = bearers;
        this.tokens = tokens;
        this.cookies = cookies;
        this.answers = answers;
        this.pressure = pressure;
    }

    /** What a charge point sends beside a signed path says nothing. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/files/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (pressure.isHigh() && request.getRequestURI().equals(Answers.GRAPHQL)) {
            answers.overloaded(request, response); // finding out who it is costs the database something already
            return;
        }
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null) {
            Optional<Identified> bearer = bearers.identify(header);
            if (bearer.isEmpty()) {
                answers.unauthenticated(request, response);
                return;
            }
            admit(request, response, bearer.get());
        } else {
            Optional<String> secret = cookies.secret(request);
            Optional<Identified> signedIn = secret.flatMap(it -> tokens.identify(TokenKind.SESSION, it));
            if (signedIn.isPresent()) {
                if (!HARMLESS.contains(request.getMethod()) && !isFromOurPages(request, secret.orElseThrow())) {
                    answers.problem(
                            request,
                            response,
                            HttpStatus.FORBIDDEN,
                            Code.FORBIDDEN,
                            "a sign-in needs the header " + SessionCookies.CSRF_HEADER
                                    + "; programs send a token instead (Authorization: Bearer <token>)");
                    return;
                }
                admit(request, response, signedIn.get());
            }
        }
        chain.doFilter(request, response);
    }

    private static boolean isFromOurPages(HttpServletRequest request, String secret) {
        String code = request.getHeader(SessionCookies.CSRF_HEADER);
        return code != null
                && MessageDigest.isEqual(
                        code.getBytes(StandardCharsets.UTF_8),
                        SessionCookies.csrf(secret).getBytes(StandardCharsets.UTF_8));
    }

    private void admit(HttpServletRequest request, HttpServletResponse response, Identified identified) {
        KnownCaller caller = new KnownCaller(identified, identified.from(request.getRemoteAddr()));
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(caller);
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response); // for when the answer is written later, by another thread
        request.setAttribute(KnownCaller.ATTRIBUTE, caller);
    }
}
