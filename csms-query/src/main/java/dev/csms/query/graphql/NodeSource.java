package dev.csms.query.graphql;

import java.util.Optional;

/** Where objects of one type of {@code Node} are found. */
public interface NodeSource {

    /** Name of the type in the schema. */
    String type();

    /** @param key see {@link GlobalId#key()} */
    Optional<?> find(String key);
}
