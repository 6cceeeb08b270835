package dev.csms.query.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who is answered, where many ask at once. */
class PlacesTest {

    private static final Caller ALICE = caller("alice", "token-1");
    private static final Caller ALICES_OTHER_TOKEN = caller("alice", "token-2");

    private final Places places = new Places(4);

    @Test
    void one_person_has_half_of_them_by_whatever_tokens() {
        assertThat(places.take(ALICE)).isTrue();
        assertThat(places.take(ALICES_OTHER_TOKEN)).isTrue();
        assertThat(places.take(ALICE)).isFalse();
        assertThat(places.take(ALICES_OTHER_TOKEN)).isFalse();

        places.leave(ALICE);

        assertThat(places.take(ALICES_OTHER_TOKEN)).isTrue();
        assertThat(places.take(ALICE)).isFalse();
    }

    @Test
    void there_are_so_many_for_all() {
        for (int i = 0; i < 4; i++) {
            assertThat(places.take(caller("person-" + i, "token-" + i))).isTrue();
        }
        assertThat(places.take(ALICE)).isFalse();
        assertThat(places.take(ALICE)).as("what was not given is not owed").isFalse();

        places.leave(caller("person-0", "token-0"));

        assertThat(places.take(ALICE)).isTrue();
    }

    @Test
    void of_few_each_has_one() {
        Places few = new Places(2);
        assertThat(few.take(ALICE)).isTrue();
        assertThat(few.take(ALICE)).isFalse();
        assertThat(few.take(caller("bob", "token-3"))).isTrue();
    }

    @Test
    void an_installation_that_sets_itself_up_has_all() {
        Caller setup = caller("setup", Caller.SETUP);
        for (int i = 0; i < 4; i++) {
            assertThat(places.take(setup)).isTrue();
        }
        assertThat(places.take(setup)).isFalse();
    }

    private static Caller caller(String name, String token) {
        return new Caller(name, Set.of(), List.of(), token, "192.0.2.1");
    }
}
