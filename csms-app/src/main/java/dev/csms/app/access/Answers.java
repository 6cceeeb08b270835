package dev.csms.app.access;

import dev.csms.query.graphql.QueryProblem.Code;
import dev.csms.query.graphql.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** What is said to those who do not get through: in GraphQL's form where GraphQL was asked. */
final class Answers {

    static final String GRAPHQL = "/graphql";

    static final String PAGE = "/graphiql";
    private static final String SIGN_IN = "/login";

    private final Refusals refusals;
    private final JsonMapper json = JsonMapper.builder().build();

    Answers(Refusals refusals) {
        this.refusals = refusals;
    }

    void unauthenticated(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (isPage(request)) {
            response.sendRedirect(SIGN_IN);
            return;
        }
        refusals.refused(
                null,
                request.getRemoteAddr(),
                Code.UNAUTHENTICATED,
                request.getMethod() + " " + request.getRequestURI());
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        problem(request, response, HttpStatus.UNAUTHORIZED, Code.UNAUTHENTICATED, "sign in, or send a token");
    }

    /** What is for those who are known only is to others as if it were not there. */
    void unknown(HttpServletRequest request, HttpServletResponse response) throws IOException {
        problem(request, response, HttpStatus.NOT_FOUND, Code.NOT_FOUND, "there is no such page");
    }

    void forbidden(HttpServletRequest request, HttpServletResponse response) throws IOException {
        refusals.refused(
                KnownCaller.of(request).orElse(null),
                request.getRemoteAddr(),
                Code.FORBIDDEN,
                request.getMethod() + " " + request.getRequestURI());
        problem(request, response, HttpStatus.FORBIDDEN, Code.FORBIDDEN, "you have no right to this");
    }

    void overloaded(HttpServletRequest request, HttpServletResponse response) throws IOException {
        refusals.refused(null, request.getRemoteAddr(), Code.OVERLOADED, request.getMethod());
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(Code.RETRY_AFTER.toSeconds()));
        problem(
                request,
                response,
                HttpStatus.SERVICE_UNAVAILABLE,
                Code.OVERLOADED,
                "this node has too much to do, and serves charge points first; ask again a little later");
    }

    private static boolean isPage(HttpServletRequest request) {
        return request.getMethod().equals("GET") && request.getRequestURI().equals(PAGE);
    }

    void problem(
            HttpServletRequest request, HttpServletResponse response, HttpStatus status, Code code, String sentence)
            throws IOException {
        response.setStatus(status.value());
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        Map<String, Object> body = new LinkedHashMap<>();
        if (request.getRequestURI().equals(GRAPHQL)) {
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("message", sentence);
            error.put("extensions", code.extensions());
            body.put("errors", List.of(error));
        } else {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            body.put("title", status.getReasonPhrase());
            body.put("status", status.value());
            body.put("detail", sentence);
        }
        response.getOutputStream().write(json.writeValueAsBytes(body));
    }
}
