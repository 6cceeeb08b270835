package dev.csms.app.axon;

import dev.csms.app.eventstore.AskingRepository;
import dev.csms.domain.Aggregates;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.axonframework.config.Configuration;
import org.axonframework.modelling.command.Repository;

/** The aggregates as Axon's configuration has them. */
final class RegisteredAggregates implements Aggregates {

    private final Supplier<Configuration> axon;
    private final Map<Class<?>, Repository<?>> repositories = new ConcurrentHashMap<>();

    RegisteredAggregates(Supplier<Configuration> axon) {
        this.axon = axon;
    }

    @Override
    @SuppressWarnings("unchecked") // a repository is kept under the type of its aggregates
    public <T> Repository<T> repository(Class<T> type) {
        return (Repository<T>)
                repositories.computeIfAbsent(type, it -> axon.get().repository(it));
    }

    @Override
    public <T, R> Optional<R> ask(Class<T> type, Object identifier, Function<T, R> question) {
        if (repository(type) instanceof AskingRepository<T> repository) {
            return repository.ask(identifier.toString(), question);
        }
        throw new IllegalStateException(type.getSimpleName() + " cannot be asked");
    }
}
