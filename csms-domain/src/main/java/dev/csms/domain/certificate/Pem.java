package dev.csms.domain.certificate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text that holds encoded objects between lines that say what they are (RFC 7468). */
final class Pem {

    static final String CERTIFICATE = "CERTIFICATE";
    static final String CERTIFICATE_REQUEST = "CERTIFICATE REQUEST";

    /** What begins a block that must be nowhere. */
    static final String PRIVATE_KEY = "PRIVATE KEY-----";

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]*)-----END ([A-Z0-9 ]{1,40})-----");

    private static final int LINE = 64;

    private Pem() {}

    /**
     * The contents of the blocks of a text that has these blocks and nothing else.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    static List<byte[]> blocks(String text, String label) {
        List<byte[]> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        int end = 0;
        while (block.find()) {
            onlyBlanks(text, end, block.start());
            end = block.end();
            String kind = block.group(1).replace("NEW ", "");
            if (!kind.equals(label) || !block.group(1).equals(block.group(3))) {
                throw new IllegalArgumentException("it has a block of another kind: " + block.group(1));
            }
            blocks.add(decoded(block.group(2)));
        }
        onlyBlanks(text, end, text.length());
        if (blocks.isEmpty()) {
            throw new IllegalArgumentException("it has no block -----BEGIN " + label + "-----");
        }
        return blocks;
    }

    private static void onlyBlanks(String text, int from, int to) {
        if (!text.substring(from, to).isBlank()) {
            throw new IllegalArgumentException("there is something before, between or behind its blocks");
        }
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a block is no base64");
        }
    }

    /** With lines that end in LF, the last one too. */
    static String of(String label, byte[] content) {
        Base64.Encoder encoder = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN " + label + "-----\n" + encoder.encodeToString(content) + "\n-----END " + label
                + "-----\n";
    }
}
