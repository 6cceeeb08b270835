package dev.csms.domain.configuration;

import dev.csms.domain.operation.Request.ChangeConfiguration;
import dev.csms.domain.operation.Request.GetConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What makes asking for configuration or changing it questionable. */
final class ConfigurationRules {

    /** Characters (OCPP 1.6 §6.9). */
    private static final int LONGEST_KEY = 50;

    private static final int LONGEST_VALUE = 500;

    private ConfigurationRules() {}

    static List<String> problems(GetConfiguration get, KnownConfiguration known) {
        Optional<Integer> most = known.getConfigurationMaxKeys();
        int asked = get.keys().size();
        return most.isPresent() && most.get() > 0 && asked > most.get()
                ? List.of("the charge point tells at most " + most.get() + " keys at once, and " + asked
                        + " are asked for")
                : List.of();
    }

    static List<String> problems(ChangeConfiguration change, KnownConfiguration known) {
        List<String> problems = new ArrayList<>();
        String key = change.key();
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            problems.add("a key has 1 to " + LONGEST_KEY + " characters, not " + key.length());
        }
        if (change.value().length() > LONGEST_VALUE) {
            problems.add("a value has at most " + LONGEST_VALUE + " characters, not "
                    + change.value().length());
        }
        Optional<StandardKey> standard = StandardKeys.find(key);
        if (known.isReadonly(key)) {
            problems.add("the charge point has reported " + key + " as read-only");
        } else if (standard.isPresent() && standard.get().access() == KeyAccess.READ_ONLY) {
            problems.add(standard.get().name() + " is read-only");
        } else if (known.has(key).filter(has -> !has).isPresent()) {
            problems.add("the charge point has no key " + key);
        }
        standard.ifPresent(it -> {
            it.type().problems(change.value()).forEach(problem -> problems.add(it.name() + " " + problem));
            problems.addAll(tooMany(it, change.value(), known));
            problems.addAll(lowered(it, change.value(), known));
        });
        return problems;
    }

    /** Where it is not told how many there can be, one would be meant; but few charge points tell. */
    private static List<String> tooMany(StandardKey key, String value, KnownConfiguration known) {
        if (key.type() instanceof KeyType.CommaSeparated list && list.maxLengthKey() != null) {
            int entries = KnownConfiguration.entries(value).size();
            Optional<Integer> most = known.integer(list.maxLengthKey());
            if (most.isPresent() && entries > most.get()) {
                return List.of(
                        key.name() + " has at most " + most.get() + " entries at this charge point, not " + entries);
            }
        }
        return List.of();
    }

    /** A charge point's security is never lowered over OCPP. */
    private static List<String> lowered(StandardKey key, String value, KnownConfiguration known) {
        if (!key.name().equals(StandardKeys.SECURITY_PROFILE)) {
            return List.of();
        }
        Optional<Integer> now = known.integer(key.name());
        try {
            int wanted = Integer.parseInt(value.strip());
            return now.isPresent() && wanted < now.get()
                    ? List.of("SecurityProfile is " + now.get() + " and can only be raised")
                    : List.of();
        } catch (NumberFormatException e) { // said already
            return List.of();
        }
    }
}
