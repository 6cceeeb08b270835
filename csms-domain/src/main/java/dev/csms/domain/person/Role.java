package dev.csms.domain.person;

import java.util.Set;

/** What somebody is here for. */
public enum Role {
    ANALYST(Right.READ),
    OPERATOR(Right.READ, Right.COMMAND),
    AUDITOR(Right.READ, Right.AUDIT),
    ADMIN(Right.READ, Right.COMMAND, Right.AUDIT, Right.ADMINISTER);

    private final Set<Right> rights;

    Role(Right... rights) {
        this.rights = Set.of(rights);
    }

    public Set<Right> rights() {
        return rights;
    }
}
