package dev.csms.app.axon.server;

import io.axoniq.axonserver.grpc.InstructionAck;
import io.axoniq.axonserver.grpc.control.ClientIdentification;
import io.axoniq.axonserver.grpc.control.Heartbeat;
import io.axoniq.axonserver.grpc.control.PlatformInboundInstruction;
import io.axoniq.axonserver.grpc.control.PlatformInfo;
import io.axoniq.axonserver.grpc.control.PlatformOutboundInstruction;
import io.axoniq.axonserver.grpc.control.PlatformServiceGrpc;
import io.grpc.stub.StreamObserver;

/** Where clients ask which node is theirs, and tell that they live. There is one node, and it has no instructions. */
final class InMemoryPlatform extends PlatformServiceGrpc.PlatformServiceImplBase {

    @Override
    public void getPlatformServer(ClientIdentification client, StreamObserver<PlatformInfo> answer) {
        answer.onNext(PlatformInfo.newBuilder().setSameConnection(true).build());
        answer.onCompleted();
    }

    @Override
    public StreamObserver<PlatformInboundInstruction> openStream(StreamObserver<PlatformOutboundInstruction> client) {
        return new Requests<>(client) {
            @Override
            public void onNext(PlatformInboundInstruction instruction) {
                if (!instruction.getInstructionId().isEmpty()) {
                    client.onNext(PlatformOutboundInstruction.newBuilder()
                            .setAck(InstructionAck.newBuilder()
                                    .setInstructionId(instruction.getInstructionId())
                                    .setSuccess(true))
                            .build());
                }
                if (instruction.hasHeartbeat()) {
                    client.onNext(PlatformOutboundInstruction.newBuilder()
                            .setHeartbeat(Heartbeat.getDefaultInstance())
                            .build());
                }
            }
        };
    }
}
