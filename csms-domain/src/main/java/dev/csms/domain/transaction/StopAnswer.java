package dev.csms.domain.transaction;

import dev.csms.domain.idtag.IdTagInfo;
import org.jspecify.annotations.Nullable;

/** Answer to a StopTransaction; with the tag's standing if one was presented. */
public record StopAnswer(@Nullable IdTagInfo idTagInfo) {}
