package dev.csms.app.axon.server;

import io.axoniq.axonserver.grpc.ErrorMessage;
import io.axoniq.axonserver.grpc.InstructionAck;
import io.axoniq.axonserver.grpc.ProcessingInstruction;
import io.axoniq.axonserver.grpc.ProcessingKey;
import io.axoniq.axonserver.grpc.command.Command;
import io.axoniq.axonserver.grpc.command.CommandProviderInbound;
import io.axoniq.axonserver.grpc.command.CommandProviderOutbound;
import io.axoniq.axonserver.grpc.command.CommandResponse;
import io.axoniq.axonserver.grpc.command.CommandServiceGrpc;
import io.grpc.stub.StreamObserver;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Hands each command to one of those who have subscribed to it: commands of one routing key to the same one. */
final class InMemoryCommands extends CommandServiceGrpc.CommandServiceImplBase {

    private static final String NO_HANDLER = "AXONIQ-4000";
    private static final String HANDLER_LOST = "AXONIQ-4006";

    /** By the name of the command, and then by the client's, so that a key leads to the same one. */
    private final Map<String, TreeMap<String, Handler>> handlers = new HashMap<>();

    private final Set<String> haveHandled = new HashSet<>();

    synchronized List<String> haveHandled() {
        return List.copyOf(haveHandled);
    }

    @Override
    public StreamObserver<CommandProviderOutbound> openStream(StreamObserver<CommandProviderInbound> client) {
        return new Handler(client);
    }

    @Override
    public void dispatch(Command command, StreamObserver<CommandResponse> answer) {
        synchronized (this) {
            List<Handler> able = List.copyOf(
                    handlers.getOrDefault(command.getName(), new TreeMap<>()).values());
            if (!able.isEmpty()) {
                able.get(Math.floorMod(routingKey(command).hashCode(), able.size()))
                        .handle(command, answer);
                return;
            }
        }
        fail(command.getMessageIdentifier(), NO_HANDLER, "No Handler for command: " + command.getName(), answer);
    }

    private static String routingKey(Command command) {
        return command.getProcessingInstructionsList().stream()
                .filter(it -> it.getKey() == ProcessingKey.ROUTING_KEY)
                .map(ProcessingInstruction::getValue)
                .map(value -> value.getTextValue())
                .findFirst()
                .orElse("");
    }

    private static void fail(String command, String code, String message, StreamObserver<CommandResponse> answer) {
        answer.onNext(CommandResponse.newBuilder()
                .setRequestIdentifier(command)
                .setErrorCode(code)
                .setErrorMessage(ErrorMessage.newBuilder().setErrorCode(code).setMessage(message))
                .build());
        answer.onCompleted();
    }

    /** A client that handles commands. */
    private final class Handler extends Requests<CommandProviderOutbound> {

        private final StreamObserver<CommandProviderInbound> client;
        private final Map<String, StreamObserver<CommandResponse>> handling = new HashMap<>();
        private String name = "";

        Handler(StreamObserver<CommandProviderInbound> client) {
            super(client);
            this.client = client;
        }

        @Override
        public void onNext(CommandProviderOutbound said) {
            StreamObserver<CommandResponse> answered = null;
            synchronized (InMemoryCommands.this) {
                switch (said.getRequestCase()) {
                    case SUBSCRIBE -> {
                        name = said.getSubscribe().getClientId();
                        handlers.computeIfAbsent(said.getSubscribe().getCommand(), _ -> new TreeMap<>())
                                .put(name, this);
                    }
                    case UNSUBSCRIBE ->
                        handlers.getOrDefault(said.getUnsubscribe().getCommand(), new TreeMap<>())
                                .remove(name, this);
                    case COMMAND_RESPONSE ->
                        answered = handling.remove(said.getCommandResponse().getRequestIdentifier());
                    default -> {} // more permits than this program ever needs, and what it has heard
                }
                if (!said.getInstructionId().isEmpty()) {
                    client.onNext(CommandProviderInbound.newBuilder()
                            .setAck(InstructionAck.newBuilder()
                                    .setInstructionId(said.getInstructionId())
                                    .setSuccess(true))
                            .build());
                }
            }
            if (answered != null) {
                answered.onNext(said.getCommandResponse());
                answered.onCompleted();
            }
        }

        void handle(Command command, StreamObserver<CommandResponse> answer) {
            haveHandled.add(name);
            handling.put(command.getMessageIdentifier(), answer);
            client.onNext(CommandProviderInbound.newBuilder()
                    .setInstructionId(command.getMessageIdentifier())
                    .setCommand(command)
                    .build());
        }

        @Override
        void ended() {
            Map<String, StreamObserver<CommandResponse>> unanswered;
            synchronized (InMemoryCommands.this) {
                handlers.values().forEach(each -> each.remove(name, this));
                unanswered = Map.copyOf(handling);
                handling.clear();
            }
            unanswered.forEach((command, answer) ->
                    fail(command, HANDLER_LOST, "Connection to handler " + name + " lost", answer));
        }
    }
}
