package dev.csms.domain.transaction;

import dev.csms.domain.idtag.IdTagInfo;

/** Answer to a StartTransaction: always an id, since the transaction exists whatever the tag's standing. */
public record StartAnswer(TransactionId transactionId, IdTagInfo idTagInfo) {}
