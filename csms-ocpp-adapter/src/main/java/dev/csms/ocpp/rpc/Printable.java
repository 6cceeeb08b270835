package dev.csms.ocpp.rpc;

/** Text from outside, made fit to be stored and shown. */
public final class Printable {

    private Printable() {}

    /** Replaces control characters and unpaired surrogates by U+FFFD, and ends it before {@code maxLength}. */
    public static String text(String text, int maxLength) {
        int end = Math.min(text.length(), maxLength);
        if (end < text.length() && end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        StringBuilder clean = null;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isISOControl(c) || Character.isSurrogate(c)) {
                if (clean == null) {
                    clean = new StringBuilder(text);
                }
                clean.setCharAt(i, '\uFFFD');
            }
        }
        return clean == null ? text.substring(0, end) : clean.substring(0, end);
    }
}
