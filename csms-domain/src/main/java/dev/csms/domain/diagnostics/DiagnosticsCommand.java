package dev.csms.domain.diagnostics;

import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What can be done with diagnostics uploads, other than asking for them. Times are ours. */
public sealed interface DiagnosticsCommand {

    DiagnosticsUploadId diagnosticsUploadId();

    /** Puts a file on record whose content is in place. Answers {@link FileReceipt}. */
    record ReceiveDiagnosticsFile(
            @TargetAggregateIdentifier DiagnosticsUploadId diagnosticsUploadId,
            DiagnosticsFile file,
            Instant receivedAt)
            implements DiagnosticsCommand {}
}
