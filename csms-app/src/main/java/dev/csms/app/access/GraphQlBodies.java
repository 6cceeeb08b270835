package dev.csms.app.access;

import dev.csms.query.graphql.QueryProblem.Code;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
        byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            refuse(request, response, HttpStatus.CONTENT_TOO_LARGE, "at most " + MOST_BYTES + " bytes are read");
            return;
        }
        String problem = problem(body);
        if (problem != null) {
            refuse(request, response, HttpStatus.BAD_REQUEST, problem);
            return;
        }
        chain.doFilter(new Read(request, body), response);
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

    /** A request whose body has been read. */
    private static final class Read extends HttpServletRequestWrapper {

        private final byte[] body;

        Read(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            ByteArrayInputStream bytes = new ByteArrayInputStream(body);
            return new ServletInputStream() {
                @Override
                public boolean isFinished() {
                    return bytes.available() == 0;
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    throw new UnsupportedOperationException("it has been read");
                }

                @Override
                public int read() {
                    return bytes.read();
                }

                @Override
                public int read(byte[] target, int offset, int length) {
                    return bytes.read(target, offset, length);
                }
            };
        }

        @Override
        public BufferedReader getReader() {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }
}
