package dev.csms.query.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.person.Role;
import dev.csms.query.QuerySideTest;
import dev.csms.query.chargepoint.ChargePointView;
import dev.csms.query.graphql.Caller;
import dev.csms.query.graphql.Question;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.BaseSubscriber;

/** One subscriber that does not read, and others that do. */
class SlowSubscriberTest extends QuerySideTest {

    private static final int PORTIONS = 10;
    private static final int PORTION = 300;
    private static final Duration SOON = Duration.ofSeconds(30);

    @Autowired
    private SubscriptionController subscriptions;

    private final String prefix = "slow-" + number() + "-";

    /** Remembers who has been seen, and reads only as much as it is told to. */
    private static final class Reader extends BaseSubscriber<ChargePointView> {

        private final Set<String> seen = ConcurrentHashMap.newKeySet();
        private final long reads;

        Reader(long reads) {
            this.reads = reads;
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            subscription.request(reads);
        }

        @Override
        protected void hookOnNext(ChargePointView chargePoint) {
            seen.add(chargePoint.identity());
        }
    }

    private String identity(int portion, int number) {
        return prefix + portion + "-" + number;
    }

    private void register(int portion) {
        long head = log().together(() -> {
            for (int i = 0; i < PORTION; i++) {
                ChargePointId id = new ChargePointId(identity(portion, i));
                log().record("ChargePoint", id.toString(), registered(id));
            }
        });
        assertThat(progress().await(head, SOON)).isTrue();
    }

    @Test
    void who_does_not_read_loses_the_oldest_and_holds_up_nobody() {
        Reader slow = new Reader(1);
        Reader quick = new Reader(Long.MAX_VALUE);
        Question question =
                new Question(new Caller("test", Role.ANALYST.rights(), List.of(), null, null), Duration.ofSeconds(5));
        question.answering(() -> subscriptions.chargePointChanged(null)).subscribe(slow);
        question.answering(() -> subscriptions.chargePointChanged(null)).subscribe(quick);

        for (int portion = 0; portion < PORTIONS; portion++) {
            register(portion);
            int registered = (portion + 1) * PORTION;
            Awaitility.await("the quick one to have seen " + registered)
                    .atMost(SOON)
                    .until(() -> quick.seen.stream()
                                    .filter(identity -> identity.startsWith(prefix))
                                    .count()
                            == registered);
        }
        assertThat(slow.seen).hasSize(1);

        slow.request(Long.MAX_VALUE);

        String newest = identity(PORTIONS - 1, PORTION - 1);
        Awaitility.await("the slow one to see the newest").atMost(SOON).until(() -> slow.seen.contains(newest));
        assertThat(slow.seen).hasSizeLessThan(PORTIONS * PORTION);
        slow.cancel();
        quick.cancel();
        assertThat(slow.isDisposed() && quick.isDisposed()).isTrue();
    }
}
