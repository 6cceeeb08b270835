package dev.csms.query.graphql;

import dev.csms.query.Pressure;
import dev.csms.query.graphql.QueryProblem.Code;
import graphql.ExecutionResult;
import graphql.GraphqlErrorBuilder;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.ResponseError;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.graphql.server.WebSocketGraphQlInterceptor;
import org.springframework.graphql.server.WebSocketGraphQlRequest;
import org.springframework.graphql.server.WebSocketSessionInfo;
import org.springframework.graphql.support.DefaultExecutionGraphQlResponse;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Through which every request comes: nobody unknown gets further, not even to be told that what he asks for does not
 * exist; no more are answered at once, and no query for longer, than is allowed.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class QueryDoor implements WebSocketGraphQlInterceptor {

    private static final String CALLER = Caller.class.getName();
    private static final String SUBSCRIPTIONS = "subscriptions";

    /** What somebody should hear of. */
    private static final Set<Code> NOTED = EnumSet.of(
            Code.UNAUTHENTICATED, Code.FORBIDDEN, Code.TOO_EXPENSIVE, Code.TIMEOUT, Code.TOO_BUSY, Code.OVERLOADED);

    /** So often it is looked whether who receives pushes still may. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private final Callers callers;
    private final ChargePointGroups groups;
    private final Refusals refusals;
    private final QueryBounds bounds;
    private final Pressure pressure;
    private final Places places;

    QueryDoor(Callers callers, ChargePointGroups groups, Refusals refusals, QueryBounds bounds, Pressure pressure) {
        this.callers = callers;
        this.groups = groups;
        this.refusals = refusals;
        this.bounds = bounds;
        this.pressure = pressure;
        places = new Places(bounds.inFlight());
    }

    @Override
    public Mono<Object> handleConnectionInitialization(WebSocketSessionInfo socket, Map<String, Object> payload) {
        Optional<Caller> caller = callers.of(socket, payload);
        if (caller.isEmpty()) {
            refusals.refused(null, address(socket.getRemoteAddress()), Code.UNAUTHENTICATED, "WebSocket");
            return Mono.error(QueryProblem.of(Code.UNAUTHENTICATED, "sign in, or send a token"));
        }
        socket.getAttributes().put(CALLER, caller.get());
        socket.getAttributes().put(SUBSCRIPTIONS, new AtomicInteger());
        return Mono.empty();
    }

    @Override
    public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
        Caller caller = caller(request).orElse(null);
        return answer(request, caller, chain).doOnNext(response -> note(request, caller, response));
    }

    private Optional<Caller> caller(WebGraphQlRequest request) {
        if (request instanceof WebSocketGraphQlRequest onSocket) {
            Object caller = onSocket.getSessionInfo().getAttributes().get(CALLER);
            return caller instanceof Caller known ? callers.again(known) : Optional.empty();
        }
        return callers.of(request);
    }

    private Mono<WebGraphQlResponse> answer(WebGraphQlRequest request, @Nullable Caller caller, Chain chain) {
        if (caller == null) {
            return refused(request, Code.UNAUTHENTICATED, "sign in, or send a token");
        }
        if (QueryLimits.isTooLong(request.getDocument())) {
            return refused(
                    request, Code.TOO_EXPENSIVE, "a document has at most " + QueryLimits.MAX_DOCUMENT_BYTES + " bytes");
        }
        if (pressure.isHigh()) {
            return refused(
                    request,
                    Code.OVERLOADED,
                    "this node has too much to do, and serves charge points first; ask again a little later");
        }
        if (!places.take(caller)) {
            return refused(request, Code.TOO_BUSY, "too much is asked at once; try again in a moment");
        }
        Question question = new Question(caller, bounds.time());
        request.configureExecutionInput((_, input) ->
                input.graphQLContext(Map.of(Question.KEY, question)).build());
        return chain.next(request)
                .contextWrite(context -> context.put(Question.KEY, question))
                .timeout(timeOf(question))
                .onErrorResume(
                        TimeoutException.class,
                        _ -> refused(request, Code.TIMEOUT, "this takes too long; ask for a shorter time or for less"))
                .map(response -> withCost(question, response))
                .map(response -> asSubscription(request, question, response))
                .doFinally(_ -> {
                    if (question.isQuery()) {
                        question.end(); // a subscription has only begun
                    }
                    places.leave(caller);
                });
    }

    /** Only queries are broken off: what became of a mutation would be anybody's guess. */
    private Mono<Boolean> timeOf(Question question) {
        return Mono.delay(bounds.time()).flatMap(_ -> question.isQuery() ? Mono.just(true) : Mono.never());
    }

    private static WebGraphQlResponse withCost(Question question, WebGraphQlResponse response) {
        if (question.cost() < 0 || response.getData() instanceof Publisher<?>) {
            return response;
        }
        Map<Object, Object> extensions = new LinkedHashMap<>(response.getExtensions());
        extensions.put("cost", question.cost());
        return response.transform(it -> it.extensions(extensions));
    }

    /** Pushes end when they are too many on one socket, and when who receives them loses the right to. */
    private WebGraphQlResponse asSubscription(
            WebGraphQlRequest request, Question question, WebGraphQlResponse response) {
        Object data = response.getData();
        if (!(request instanceof WebSocketGraphQlRequest onSocket) || !(data instanceof Publisher<?> pushes)) {
            return response;
        }
        AtomicInteger open =
                (AtomicInteger) onSocket.getSessionInfo().getAttributes().get(SUBSCRIPTIONS);
        if (open.incrementAndGet() > bounds.subscriptionsPerSocket()) {
            open.decrementAndGet();
            return response(
                    request,
                    Code.TOO_BUSY,
                    "at most " + bounds.subscriptionsPerSocket() + " subscriptions are allowed on one socket");
        }
        Flux<?> limited = Flux.from(pushes)
                .takeWhile(_ -> mayGoOn(question))
                .takeUntilOther(endOf(question))
                .doFinally(_ -> open.decrementAndGet());
        return response.transform(it -> it.data(limited));
    }

    /** Comes when who receives pushes may no longer; nothing need have been pushed since. */
    private Mono<Boolean> endOf(Question question) {
        return Flux.interval(LOOK_AGAIN)
                .onBackpressureDrop()
                .concatMap(
                        _ -> Mono.fromCallable(() -> mayGoOn(question))
                                .subscribeOn(Schedulers.boundedElastic())
                                .onErrorReturn(true), // without the database nobody knows, and nothing is pushed
                        1)
                .filter(may -> !may)
                .next();
    }

    private boolean mayGoOn(Question question) {
        Caller caller = question.caller();
        boolean same = callers.now(caller)
                .filter(now -> now.rights().containsAll(caller.rights())
                        && Set.copyOf(now.groups()).equals(Set.copyOf(caller.groups())))
                .isPresent();
        String chargePoint = question.chargePoint();
        return same && (chargePoint == null || groups.isInOneOf(chargePoint, caller.groups()));
    }

    private static @Nullable String address(@Nullable InetSocketAddress remote) {
        return remote == null || remote.getAddress() == null
                ? null
                : remote.getAddress().getHostAddress();
    }

    private void note(WebGraphQlRequest request, @Nullable Caller caller, WebGraphQlResponse response) {
        String address = caller == null ? address(request.getRemoteAddress()) : caller.remoteAddress();
        for (ResponseError error : response.getErrors()) {
            if (error.getExtensions().get("code") instanceof String name) {
                NOTED.stream()
                        .filter(code -> code.name().equals(name))
                        .forEach(code -> refusals.refused(caller, address, code, String.valueOf(error.getMessage())));
            }
        }
    }

    private static Mono<WebGraphQlResponse> refused(WebGraphQlRequest request, Code code, String sentence) {
        return Mono.just(response(request, code, sentence));
    }

    private static WebGraphQlResponse response(WebGraphQlRequest request, Code code, String sentence) {
        ExecutionResult result = ExecutionResult.newExecutionResult()
                .addError(ErrorAnswers.error(GraphqlErrorBuilder.newError(), code, sentence))
                .build();
        return new WebGraphQlResponse(new DefaultExecutionGraphQlResponse(request.toExecutionInput(), result));
    }
}
