package dev.csms.app.access;

import dev.csms.query.graphql.QueryProblem.Code;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** Whatever is said at the port for operators is short, but for questions and files, which have limits of their own. */
final class SmallBodies extends OncePerRequestFilter {

    static final int MOST_BYTES = 16 * 1024;

    private final Answers answers;

    SmallBodies(Answers answers) {
        this.answers = answers;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.equals(Answers.GRAPHQL) || path.startsWith("/firmware/") || path.startsWith("/files/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean empty = request.getContentLengthLong() <= 0 && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null;
        if (empty) {
            chain.doFilter(request, response);
            return;
        }
        ReadRequest read;
        try {
            read = ReadRequest.of(request, MOST_BYTES);
        } catch (ReadRequest.RefusedException e) {
            answers.problem(request, response, e.status(), Code.BAD_USER_INPUT, e.sentence());
            return;
        }
        chain.doFilter(read, response);
    }
}
