package dev.csms.query.idtag;

import dev.csms.domain.idtag.IdTagEvent;
import dev.csms.domain.idtag.IdTagEvent.IdTagDisengaged;
import dev.csms.domain.idtag.IdTagEvent.IdTagEngaged;
import dev.csms.query.projection.EventRows;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;

/** idTags as they are. */
@ProcessingGroup(IdTagProjection.GROUP)
public final class IdTagProjection {

    /** idTags, and what charge points were told of them. */
    public static final String GROUP = "id-tags";

    private static final IdTagTable ID_TAGS = new IdTagTable();

    private final EventRows rows;

    public IdTagProjection(EventRows rows) {
        this.rows = rows;
    }

    @EventHandler
    void on(IdTagEvent event, EventMessage<?> message) {
        if (event instanceof IdTagEngaged || event instanceof IdTagDisengaged) {
            return; // two of every session, and nothing to write
        }
        rows.write(
                message,
                row -> row.change(
                        ID_TAGS, event.idTag(), tag -> IdTagRecord.after(tag, event, message.getTimestamp())));
    }
}
