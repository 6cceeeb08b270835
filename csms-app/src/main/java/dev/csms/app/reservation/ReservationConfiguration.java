package dev.csms.app.reservation;

import dev.csms.app.housekeeping.RegularWork;
import dev.csms.domain.Provenance;
import dev.csms.domain.reservation.ReservationCommand.ExpireReservations;
import dev.csms.query.reservation.ReservationQueries;
import java.time.Duration;
import java.time.InstantSource;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Ends reservations when their time is over, since charge points do not say so. Every node does it: ending twice is
 * ending once.
 */
@Configuration(proxyBeanMethods = false)
class ReservationConfiguration {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    @Bean
    RegularWork endOfReservations(ReservationQueries reservations, CommandGateway commands, InstantSource clock) {
        return new RegularWork(
                "ending reservations",
                PAUSE,
                () -> reservations
                        .chargePointsWithExpired(clock.instant())
                        .forEach(chargePoint -> commands.sendAndWait(
                                new ExpireReservations(chargePoint, clock.instant()),
                                Provenance.ofSystem(chargePoint))));
    }
}
