package dev.csms.domain.certificate;

import java.util.Arrays;

/**
 * Takes apart what is encoded by the distinguished rules of ASN.1 (X.690), as far as keys and requests for certificates
 * need it. What is not encoded so, or ends too early, is an {@link IllegalArgumentException}.
 */
final class Der {

    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int SEQUENCE = 0x30;

    private final byte[] bytes;
    private final int end;
    private int at;

    private Der(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /** The members of the sequence that this is, and nothing else. */
    static Der sequence(byte[] encoded) {
        Der whole = new Der(encoded, 0, encoded.length);
        Der members = whole.sequence();
        whole.end();
        return members;
    }

    /** The bits of a public key (RFC 5280 §4.1, SubjectPublicKeyInfo). */
    static byte[] keyBits(byte[] subjectPublicKeyInfo) {
        Der info = sequence(subjectPublicKeyInfo);
        info.sequence();
        return info.bits();
    }

    Der sequence() {
        int length = enter(SEQUENCE);
        Der members = new Der(bytes, at, at + length);
        at += length;
        return members;
    }

    /** The next member, with its tag and length, which must be a sequence. */
    byte[] encodedSequence() {
        int from = at;
        sequence();
        return Arrays.copyOfRange(bytes, from, at);
    }

    byte[] integer() {
        return content(INTEGER);
    }

    byte[] objectIdentifier() {
        return content(OBJECT_IDENTIFIER);
    }

    /** A string of bits that is one of whole bytes. */
    byte[] bits() {
        byte[] content = content(BIT_STRING);
        if (content.length == 0 || content[0] != 0) {
            throw new IllegalArgumentException("a string of bits that are no bytes");
        }
        return Arrays.copyOfRange(content, 1, content.length);
    }

    /** All that is left, undivided. */
    byte[] rest() {
        byte[] rest = Arrays.copyOfRange(bytes, at, end);
        at = end;
        return rest;
    }

    void end() {
        if (at != end) {
            throw new IllegalArgumentException("there is more than there should be");
        }
    }

    private byte[] content(int tag) {
        int length = enter(tag);
        byte[] content = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return content;
    }

    /** Reads a tag and the length of what follows, which is all there. */
    private int enter(int tag) {
        if (next() != tag) {
            throw new IllegalArgumentException("not what should be here");
        }
        int first = next();
        long length = first;
        if (first > 0x7F) {
            int octets = first & 0x7F;
            if (octets == 0 || octets > 4) {
                throw new IllegalArgumentException("a length that is none");
            }
            length = 0;
            for (int i = 0; i < octets; i++) {
                length = length << 8 | next();
            }
        }
        if (length > end - at) {
            throw new IllegalArgumentException("it ends too early");
        }
        return (int) length;
    }

    private int next() {
        if (at >= end) {
            throw new IllegalArgumentException("it ends too early");
        }
        return bytes[at++] & 0xFF;
    }
}
