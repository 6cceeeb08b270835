package dev.csms.domain.idtag;

import dev.csms.domain.Aggregates;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.transaction.TransactionId;
import java.time.Instant;
import java.util.Optional;
import org.axonframework.modelling.command.Repository;

/** All idTags, known and unknown, as decisions about charging see them. */
public final class IdTags {

    private final Aggregates aggregates;
    private final UnknownIdTags unknown;

    public IdTags(Aggregates aggregates, UnknownIdTags unknown) {
        this.aggregates = aggregates;
        this.unknown = unknown;
    }

    /** The tag's standing now. Registers an unknown tag where unknown tags are accepted. */
    public IdTagInfo authorize(IdTagId idTag, Instant now) {
        return state(idTag).map(state -> state.infoAt(now)).orElseGet(() -> {
            if (!registerPresented(idTag)) {
                return IdTagInfo.INVALID;
            }
            return new IdTagInfo(AuthorizationStatus.ACCEPTED, null, null);
        });
    }

    /** The tag's standing now, without consequences. */
    public IdTagInfo look(IdTagId idTag, Instant now) {
        return state(idTag).map(state -> state.infoAt(now)).orElse(IdTagInfo.INVALID);
    }

    /** Decides whether the tag may start a transaction, and counts the transaction if so. */
    public IdTagInfo engage(IdTagId idTag, TransactionId transactionId, ChargePointId chargePointId, Instant now) {
        Optional<IdTagState> state = state(idTag);
        if (state.isEmpty() && !registerPresented(idTag)) {
            return IdTagInfo.INVALID;
        }
        if (state.isPresent() && !state.get().isLimited()) {
            return state.get().infoAt(now); // nothing to count, so nothing to hold: a fleet may share such a tag
        }
        return tags().load(idTag.toString()).invoke(tag -> tag.engage(transactionId, chargePointId, now));
    }

    /** The transaction no longer counts against the tag. */
    public void disengage(IdTagId idTag, TransactionId transactionId) {
        boolean counted =
                state(idTag).map(state -> state.open().contains(transactionId)).orElse(false);
        if (counted) {
            tags().load(idTag.toString()).execute(tag -> tag.disengage(transactionId));
        }
    }

    private Optional<IdTagState> state(IdTagId idTag) {
        return aggregates.ask(IdTag.class, idTag, IdTag::state);
    }

    private boolean registerPresented(IdTagId idTag) {
        if (unknown == UnknownIdTags.INVALID
                || idTag.value().isEmpty()
                || idTag.value().length() > IdTagId.MAX_LENGTH) {
            return false;
        }
        try {
            tags().newInstance(() -> IdTag.presented(idTag));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("could not register idTag " + idTag.value(), e);
        }
        return true;
    }

    private Repository<IdTag> tags() {
        return aggregates.repository(IdTag.class);
    }
}
