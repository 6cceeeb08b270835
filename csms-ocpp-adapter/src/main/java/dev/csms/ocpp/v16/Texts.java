package dev.csms.ocpp.v16;

/** Which characters may stand in a text that is stored and shown. */
final class Texts {

    private static final char REPLACEMENT = '\uFFFD';

    private Texts() {}

    /** Whether it is free of control characters, U+0000 among them, and of halves of surrogate pairs. */
    static boolean clean(String text) {
        return firstUnclean(text, false) < 0;
    }

    /** The same for text that may have lines and columns. */
    static boolean cleanLines(String text) {
        return firstUnclean(text, true) < 0;
    }

    /** With U+FFFD for each character that makes it unclean. */
    static String cleaned(String text) {
        return cleaned(text, false);
    }

    static String cleanedLines(String text) {
        return cleaned(text, true);
    }

    /** The beginning of a text, fit to be quoted: at most {@code max} long, all of it printable. */
    static String excerpt(String text, int max) {
        String start = text.length() <= max ? text : cutUnits(text, max - 1) + '…';
        return clean(start) ? start : cleaned(start);
    }

    /** The first {@code max} Unicode characters. */
    static String cut(String text, int max) {
        return text.length() <= max || text.codePointCount(0, text.length()) <= max
                ? text
                : text.substring(0, text.offsetByCodePoints(0, max));
    }

    /** Begins like the text and has no more than {@code max} UTF-16 units, none of them half a surrogate pair. */
    static String cutUnits(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max);
    }

    private static String cleaned(String text, boolean lines) {
        char[] characters = text.toCharArray();
        for (int i = 0; i < characters.length; i++) {
            char c = characters[i];
            if (Character.isHighSurrogate(c)
                    && i + 1 < characters.length
                    && Character.isLowSurrogate(characters[i + 1])) {
                i++;
            } else if (isBad(c, lines)) {
                characters[i] = REPLACEMENT;
            }
        }
        return new String(characters);
    }

    private static int firstUnclean(String text, boolean lines) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (isBad(c, lines)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isBad(char c, boolean lines) {
        if (c >= ' ' && c < 0x7F) {
            return false;
        }
        return Character.isSurrogate(c)
                || (Character.isISOControl(c) && !(lines && (c == '\n' || c == '\r' || c == '\t')));
    }
}
