package dev.csms.domain.configuration;

import dev.csms.domain.metervalue.SampledValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What values a key can have. All of them travel as text (OCPP 1.6 §7.29). */
public sealed interface KeyType {

    /** What is wrong with a value, each as the end of a sentence that begins with the key. */
    List<String> problems(String value);

    /** Such as {@code integer}. */
    String name();

    /** A whole number of 32 bits. @param most inclusive */
    record Whole(int least, int most) implements KeyType {

        @Override
        public List<String> problems(String value) {
            int number;
            try {
                number = Integer.parseInt(value.strip());
            } catch (NumberFormatException e) {
                return List.of("is a whole number, and \"" + value + "\" is none");
            }
            if (number < least) {
                return List.of("is " + least + " or more, not " + number);
            }
            return number > most ? List.of("is " + most + " at most, not " + number) : List.of();
        }

        @Override
        public String name() {
            return "integer";
        }
    }

    record Truth() implements KeyType {

        @Override
        public List<String> problems(String value) {
            return switch (value.strip().toLowerCase(Locale.ROOT)) {
                case "true", "false" -> List.of();
                default -> List.of("is true or false, not \"" + value + "\"");
            };
        }

        @Override
        public String name() {
            return "boolean";
        }
    }

    /** @param most characters */
    record Text(int most) implements KeyType {

        @Override
        public List<String> problems(String value) {
            return value.length() > most
                    ? List.of("has " + most + " characters at most, not " + value.length())
                    : List.of();
        }

        @Override
        public String name() {
            return "text";
        }
    }

    /**
     * Entries separated by commas.
     *
     * @param entry        pattern of an entry
     * @param called       what an entry is, in a sentence
     * @param maxLengthKey key that tells how many there can be; absent if there is none
     */
    record CommaSeparated(
            Pattern entry, String called, @Nullable String maxLengthKey) implements KeyType {

        @Override
        public List<String> problems(String value) {
            List<String> problems = new ArrayList<>();
            for (String each : KnownConfiguration.entries(value)) {
                if (!entry.matcher(each).matches()) {
                    problems.add("is a list of " + called + ", and \"" + each + "\" is none");
                }
            }
            return problems;
        }

        @Override
        public String name() {
            return "comma-separated list";
        }

        static Pattern anyOf(Collection<String> words) {
            return Pattern.compile(
                    String.join("|", words.stream().map(Pattern::quote).toList()));
        }

        /** A measurand, with the phase that is meant if only one is (§9.1.18). */
        static Pattern measurand() {
            return Pattern.compile("(" + anyOf(SampledValue.MEASURANDS).pattern() + ")(\\.("
                    + String.join("|", SampledValue.PHASES) + "))?");
        }
    }
}
