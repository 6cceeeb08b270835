package dev.csms.domain.person;

import java.util.List;
import java.util.TreeSet;

/** To which groups of charge points somebody is limited. */
public final class Groups {

    public static final int MOST = 50;
    public static final int LONGEST_NAME = 50;

    private Groups() {}

    /** In order and without repetition. Fails for what cannot be a group's name. */
    public static List<String> checked(List<String> groups) {
        TreeSet<String> names = new TreeSet<>();
        groups.forEach(name -> names.add(checked(name)));
        if (names.size() > MOST) {
            throw new IllegalArgumentException("at most " + MOST + " groups, not " + names.size());
        }
        return List.copyOf(names);
    }

    public static String checked(String name) {
        String stripped = name.strip();
        if (stripped.isEmpty()
                || stripped.length() > LONGEST_NAME
                || stripped.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "the name of a group has 1 to " + LONGEST_NAME + " characters of text: " + stripped);
        }
        return stripped;
    }
}
