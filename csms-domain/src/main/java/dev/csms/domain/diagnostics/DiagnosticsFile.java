package dev.csms.domain.diagnostics;

import org.jspecify.annotations.Nullable;

/**
 * A file that a charge point has left with us.
 *
 * @param fileId    given by us; the name under which it is kept
 * @param fileName  as the charge point calls it, if it does; only to be shown
 * @param sizeBytes of the content
 * @param sha256    of the content, 64 hexadecimal digits
 */
public record DiagnosticsFile(String fileId, @Nullable String fileName, long sizeBytes, String sha256) {}
