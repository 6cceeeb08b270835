package dev.csms.query.graphql;

import java.util.Collection;

/** To which groups charge points belong. */
@FunctionalInterface
public interface ChargePointGroups {

    /**
     * @param identity in any case; need not be a charge point's
     * @param groups   at least one
     */
    boolean isInOneOf(String identity, Collection<String> groups);
}
