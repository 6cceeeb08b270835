package dev.csms.app.access;

import dev.csms.query.graphql.QueryProblem.Code;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A question is one JSON object, sent by POST, of a size that one has; a WebSocket is opened by our own pages only. */
final class GraphQlBodies extends OncePerRequestFilter {

    static final int MOST_BYTES = 512 * 1024;

    private static final int DEEPEST = 64;

    private final Answers answers;
    private final Predicate<HttpServletRequest> elsewhere;
    private final JsonMapper json = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    GraphQlBodies(Answers answers, Predicate<HttpServletRequest> elsewhere) {
        this.answers = answers;
        this.elsewhere = elsewhere;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().equals(Answers.GRAPHQL) || elsewhere.test(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getMethod().equals("GET") && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            if (isForeign(request.getHeader("Origin"), request.getHeader("Host"))) {
                refuse(request, response, HttpStatus.FORBIDDEN, "a page of another site cannot ask here");
            } else {
                chain.doFilter(request, response);
            }
            return;
        }
        if (!request.getMethod().equals("POST")) {
            response.setHeader("Allow", "POST");
            refuse(request, response, HttpStatus.METHOD_NOT_ALLOWED, "ask by POST");
            return;
        }
        if (!isJson(request.getContentType())) {
            refuse(request, response, HttpStatus.UNSUPPORTED_MEDIA_TYPE, "send application/json");
            return;
        }
        ReadRequest read;
        try {
            read = ReadRequest.of(request, MOST_BYTES);
        } catch (ReadRequest.RefusedException e) {
            refuse(request, response, e.status(), e.sentence());
            return;
        }
        String problem = problem(read.body());
        if (problem != null) {
            refuse(request, response, HttpStatus.BAD_REQUEST, problem);
            return;
        }
        chain.doFilter(read, response);
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String sentence)
            throws IOException {
        answers.problem(request, response, status, Code.BAD_USER_INPUT, sentence);
    }

    private static boolean isForeign(@Nullable String origin, @Nullable String host) {
        if (origin == null) {
            return false; // no browser
        }
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority == null || !authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    private static boolean isJson(@Nullable String contentType) {
        try {
            return contentType != null
                    && MediaType.APPLICATION_JSON.equalsTypeAndSubtype(MediaType.parseMediaType(contentType));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    private @Nullable String problem(byte[] body) {
        try {
            JsonNode question = json.readTree(body);
            if (!question.isObject()) {
                return "the body must be one JSON object";
            }
            if (!question.path("query").isString()) {
                return "query must be a text";
            }
            return isObjectOrNothing(question, "variables") && isObjectOrNothing(question, "extensions")
                    ? null
                    : "variables and extensions must be objects";
        } catch (JacksonException e) {
            return "the body is no JSON";
        }
    }

    private static boolean isObjectOrNothing(JsonNode question, String name) {
        JsonNode value = question.path(name);
        return value.isMissingNode() || value.isNull() || value.isObject();
    }
}
