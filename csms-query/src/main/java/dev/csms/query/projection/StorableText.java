package dev.csms.query.projection;

/**
 * Text as PostgreSQL can keep it: without NUL and without halves of surrogate pairs, both of which JSON can carry. No
 * event shall be lost for one.
 */
public final class StorableText {

    private static final char REPLACEMENT = '\ufffd';

    private StorableText() {}

    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return mended(text);
            }
        }
        return text;
    }

    private static String mended(String text) {
        StringBuilder mended = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            boolean storable = point != 0 && !(point <= Character.MAX_VALUE && Character.isSurrogate((char) point));
            mended.appendCodePoint(storable ? point : REPLACEMENT);
        });
        return mended.toString();
    }
}
