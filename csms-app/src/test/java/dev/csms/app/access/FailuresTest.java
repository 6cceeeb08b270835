package dev.csms.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.access.Failures.Attempt;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How often somebody may try. */
class FailuresTest {

    private final Failures failures = new Failures();

    @Test
    void one_that_has_not_failed_yet_counts_already() {
        assertThat(attempts("root", "192.0.2.1", 11)).hasSize(10);
    }

    @Test
    void many_at_once_are_no_more_than_many_in_a_row() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Boolean> attempt = () -> failures.attempt("root", "192.0.2.1") != null;
            int admitted = 0;
            for (Future<Boolean> each :
                    threads.invokeAll(Stream.generate(() -> attempt).limit(200).toList())) {
                admitted += each.get() ? 1 : 0;
            }
            assertThat(admitted).isLessThanOrEqualTo(10);
        }
        assertThat(attempts("root", "192.0.2.1", 20)).hasSizeLessThan(10);
    }

    @Test
    void who_gets_in_loses_nothing() {
        for (int i = 0; i < 100; i++) {
            Objects.requireNonNull(failures.attempt("root", "192.0.2.1")).takeBack();
        }

        assertThat(attempts("root", "192.0.2.1", 11)).hasSize(10);
    }

    @Test
    void others_at_the_address_and_the_same_elsewhere_do_not_wait() {
        attempts("root", "192.0.2.1", 11);

        assertThat(failures.attempt("alice", "192.0.2.1")).isNotNull();
        assertThat(failures.attempt("root", "192.0.2.2")).isNotNull();
    }

    @Test
    void an_address_has_fifty_under_all_names() {
        for (int name = 0; name < 50; name++) {
            assertThat(failures.attempt("name-" + name, "192.0.2.1")).isNotNull();
        }

        assertThat(failures.attempt("root", "192.0.2.1")).isNull();
    }

    @Test
    void a_subscriber_of_ipv6_is_one_address() {
        for (int host = 0; host < 50; host++) {
            assertThat(failures.attempt("name-" + host, "2001:db8:0:1::" + host))
                    .isNotNull();
        }

        assertThat(failures.attempt("root", "2001:db8:0:1:ffff::1")).isNull();
        assertThat(failures.attempt("root", "2001:db8:0:2::1")).isNotNull();
    }

    @Test
    void what_a_proxy_calls_an_address_is_one_as_well() {
        attempts("root", "unknown", 11);

        assertThat(failures.attempt("root", "unknown")).isNull();
        assertThat(failures.attempt("root", "_hidden")).isNotNull();
    }

    private List<Attempt> attempts(String name, String address, int count) {
        List<Attempt> admitted = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Attempt attempt = failures.attempt(name, address);
            if (attempt != null) {
                admitted.add(attempt);
            }
        }
        return admitted;
    }
}
