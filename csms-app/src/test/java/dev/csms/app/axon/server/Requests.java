package dev.csms.app.axon.server;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/** What a client says on a stream that lasts; whichever way it ends, {@link #ended} is told. */
abstract class Requests<T> implements StreamObserver<T> {

    private final StreamObserver<?> answers;

    /** @param answers where it is answered; what is said there after it was cut off is not heard */
    Requests(StreamObserver<?> answers) {
        this.answers = answers;
        ((ServerCallStreamObserver<?>) answers).setOnCancelHandler(this::ended);
    }

    void ended() {}

    @Override
    public final void onError(Throwable cancelled) {
        ended();
    }

    @Override
    public final void onCompleted() {
        ended();
        answers.onCompleted();
    }
}
