package dev.csms.app.access;

import dev.csms.app.CsmsSettings.Oidc;
import dev.csms.domain.person.Groups;
import dev.csms.domain.person.PersonId;
import dev.csms.domain.person.Role;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an identity provider's claims about somebody mean here. */
final class ExternalPeople {

    /** So that nobody passes for somebody of the same name who has an account here: no name here has a colon. */
    private static final String PREFIX = "oidc:";

    private final Oidc settings;

    ExternalPeople(Oidc settings) {
        this.settings = settings;
    }

    /** Somebody with a role; who has none may not come in. */
    record Claimed(String name, Role role, List<String> groups) {}

    Optional<Claimed> read(Map<String, Object> claims) {
        Optional<Role> role = texts(claim(claims, settings.roleClaim())).stream()
                .flatMap(text -> role(text).stream())
                .max(Comparator.comparing(it -> it.rights().size()));
        String name = name(claims);
        if (role.isEmpty() || name == null) {
            return Optional.empty();
        }
        try {
            List<String> groups = settings.groupsClaim() == null
                    ? List.of()
                    : Groups.checked(texts(claim(claims, settings.groupsClaim())));
            if (settings.groupsClaim() != null && groups.isEmpty() && role.get() != Role.ADMIN) {
                return Optional.empty(); // whose groups are to be said and are not, has none
            }
            return Optional.of(new Claimed(PREFIX + new PersonId(name).value(), role.get(), groups));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    Optional<Identified> identify(Map<String, Object> claims, String tokenId, Instant until) {
        return read(claims).map(it -> new Identified(it.name(), it.role().rights(), it.groups(), tokenId, null, until));
    }

    private Optional<Role> role(String text) {
        String name = settings.roles().getOrDefault(text, text).toUpperCase(Locale.ROOT);
        return Arrays.stream(Role.values()).filter(it -> it.name().equals(name)).findFirst();
    }

    private @Nullable String name(Map<String, Object> claims) {
        Object name = claim(claims, settings.nameClaim());
        Object subject = claims.get("sub");
        return name != null ? name.toString() : subject == null ? null : subject.toString();
    }

    /** @param path such as {@code realm_access.roles} */
    private static @Nullable Object claim(Map<String, Object> claims, String path) {
        Object whole = claims.get(path);
        if (whole != null) {
            return whole;
        }
        Object value = claims;
        for (String step : path.split("\\.")) {
            value = value instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return value;
    }

    private static List<String> texts(@Nullable Object claim) {
        return switch (claim) {
            case null -> List.of();
            case Collection<?> several -> several.stream().map(String::valueOf).toList();
            default -> List.of(claim.toString().split("[ ,]+"));
        };
    }
}
