package dev.csms.ocpp.v16;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the constants of one enum are spelled on the wire: {@code CONCURRENT_TX} is {@code ConcurrentTx}. The words EV and
 * EVSE keep their capitals, as in {@code SuspendedEVSE}, {@code EVDisconnected} and {@code EVCommunicationError}, and so
 * do the names of digests, as {@code SHA256}.
 */
final class WireSpelling<E extends Enum<E>> {

    private final Class<E> type;
    private final String[] spellings;
    private final Map<String, E> exact = new HashMap<>();
    private final Map<String, E> lowerCase = new HashMap<>();

    WireSpelling(Class<E> type) {
        this.type = type;
        E[] constants = type.getEnumConstants();
        spellings = new String[constants.length];
        for (E constant : constants) {
            String spelling = spell(constant.name());
            spellings[constant.ordinal()] = spelling;
            exact.put(spelling, constant);
            lowerCase.put(spelling.toLowerCase(Locale.ROOT), constant);
        }
    }

    /** For a class that is known to be an enum only when running. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    static WireSpelling<?> of(Class<?> type) {
        return new WireSpelling(type.asSubclass(Enum.class));
    }

    String of(Enum<?> constant) {
        return spellings[type.cast(constant).ordinal()];
    }

    /** Null if it is not one of them, letter by letter. */
    @Nullable
    E exactly(String spelling) {
        return exact.get(spelling);
    }

    /** The one that is meant by a careless spelling: other case, blanks around it. */
    @Nullable
    E leniently(String spelling) {
        return lowerCase.get(spelling.strip().toLowerCase(Locale.ROOT));
    }

    E named(String name) {
        return Enum.valueOf(type, name);
    }

    String typeName() {
        return type.getSimpleName();
    }

    private static String spell(String name) {
        StringBuilder spelling = new StringBuilder(name.length());
        for (String word : name.split("_")) {
            switch (word) {
                case "EV", "EVSE", "SHA256", "SHA384", "SHA512" -> spelling.append(word);
                default ->
                    spelling.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
            }
        }
        return spelling.toString();
    }
}
