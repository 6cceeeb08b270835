package dev.csms.domain.operation;

import dev.csms.domain.idtag.IdTagInfo;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a local authorization list as it is sent (OCPP 1.6 §7.1, AuthorizationData).
 *
 * @param idTagInfo absent, in a differential update, to take the tag off the list
 */
public record ListEntry(String idTag, @Nullable IdTagInfo idTagInfo) {}
