package dev.csms.domain.localauthlist;

import dev.csms.domain.operation.ListEntry;
import dev.csms.domain.operation.Request.SendLocalList;
import dev.csms.domain.operation.UpdateType;
import java.util.List;

/** One SendLocalList, as far as the list is concerned. */
public record ListUpdate(int listVersion, UpdateType updateType, List<ListEntry> entries) {

    static ListUpdate of(SendLocalList request) {
        return new ListUpdate(request.listVersion(), request.updateType(), request.localAuthorizationList());
    }

    SendLocalList request() {
        return new SendLocalList(listVersion, updateType, entries);
    }

    boolean isFull() {
        return updateType == UpdateType.FULL;
    }
}
