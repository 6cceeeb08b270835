package dev.csms.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.Domain;
import dev.csms.domain.projection.ProjectionEvent.ProjectionRebuildRequested;
import dev.csms.domain.transaction.TransactionStartEvent.TransactionIdAssigned;
import dev.csms.query.Projections;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventHandler;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class EveryEventTest {

    /**
     * An identity, given so that a start is known again: the transaction itself says all that is shown. And who wants a
     * projection rebuilt, which cannot be told by what is rebuilt.
     */
    private static final Set<Class<?>> NOT_SHOWN =
            Set.of(TransactionIdAssigned.class, ProjectionRebuildRequested.class);

    @Test
    void every_event_of_the_domain_has_a_projection() {
        EventRows rows = EventRows.live("test", new JdbcTemplate());
        List<Class<?>> handled = Projections.ALL.stream()
                .flatMap(projection -> projection.handlers().apply(rows).stream())
                .flatMap(handler -> Stream.of(handler.getClass().getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(EventHandler.class))
                .<Class<?>>map(method -> method.getParameterTypes()[0])
                .toList();
        List<Class<?>> forgotten = new ArrayList<>();
        for (Class<?> page : Domain.events()) {
            for (Class<?> event : page.getPermittedSubclasses()) {
                if (!NOT_SHOWN.contains(event) && handled.stream().noneMatch(type -> type.isAssignableFrom(event))) {
                    forgotten.add(event);
                }
            }
        }
        assertThat(forgotten).isEmpty();
    }
}
