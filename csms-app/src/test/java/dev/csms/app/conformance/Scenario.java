package dev.csms.app.conformance;

import java.lang.reflect.Method;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A scenario of the certification.
 *
 * @param id      such as {@code TC_001_CSMS}
 * @param profile the feature profile that it is about
 */
record Scenario(String id, String name, String profile) {

    private static final Pattern METHOD = Pattern.compile("(TC_\\d+(?:_\\d+)?_CSMS)_(\\w+)");

    /** The scenario that a test method plays. */
    static Scenario of(Method method) {
        Matcher name = METHOD.matcher(method.getName());
        if (!name.matches()) {
            throw new IllegalArgumentException(method + " is not named after a scenario");
        }
        String words = name.group(2).replace('_', ' ');
        return new Scenario(
                name.group(1),
                Character.toUpperCase(words.charAt(0)) + words.substring(1),
                method.getDeclaringClass().getAnnotation(FeatureProfile.class).value());
    }

    static boolean isPlayedBy(Method method) {
        return METHOD.matcher(method.getName()).matches();
    }
}
