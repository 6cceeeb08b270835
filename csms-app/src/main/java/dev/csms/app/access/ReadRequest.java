package dev.csms.app.access;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.Part;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** A request whose body has been read as a whole. It is no form. */
final class ReadRequest extends HttpServletRequestWrapper {

    /** For the whole body; whoever drips it must not keep its place for ever. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final int BUFFER = 8 * 1024;

    private final byte[] body;

    private ReadRequest(HttpServletRequest request, byte[] body) {
        super(request);
        this.body = body;
    }

    /** The body is not what is read here. */
    static final class RefusedException extends IOException {

        private final transient HttpStatus status;
        private final String sentence;

        private RefusedException(HttpStatus status, String sentence) {
            super(sentence);
            this.status = status;
            this.sentence = sentence;
        }

        static RefusedException tooLong(int most) {
            return new RefusedException(HttpStatus.CONTENT_TOO_LARGE, "at most " + most + " bytes are read");
        }

        static RefusedException tooSlow() {
            return new RefusedException(
                    HttpStatus.REQUEST_TIMEOUT, "a body has to be there within " + LONGEST.toSeconds() + " seconds");
        }

        HttpStatus status() {
            return status;
        }

        /** For who sent it. */
        String sentence() {
            return sentence;
        }
    }

    /** @param most bytes */
    static ReadRequest of(HttpServletRequest request, int most) throws IOException {
        if (request.getContentLengthLong() > most) {
            throw RefusedException.tooLong(most);
        }
        long begun = System.nanoTime();
        InputStream content = request.getInputStream();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER];
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            body.write(buffer, 0, read);
            if (body.size() > most) {
                throw RefusedException.tooLong(most);
            }
            if (System.nanoTime() - begun > LONGEST.toNanos()) {
                throw RefusedException.tooSlow();
            }
        }
        return new ReadRequest(request, body.toByteArray());
    }

    byte[] body() {
        return body;
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

    @Override
    public Collection<Part> getParts() {
        return List.of();
    }

    @Override
    public @Nullable Part getPart(String name) {
        return null;
    }
}
