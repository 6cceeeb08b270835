package dev.csms.domain.localauthlist;

import dev.csms.domain.operation.ListEntry;
import dev.csms.domain.operation.UpdateType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** By which message a charge point's list comes closer to the one that is wanted (OCPP 1.6 §5.15). */
final class NextUpdate {

    private NextUpdate() {}

    /**
     * @param installed  what the charge point has; null if that is not known for certain
     * @param last       greatest version that the charge point may have; 0 if none is known
     * @param perMessage how many entries a message may have
     * @return empty if the charge point has what is wanted
     */
    static Optional<ListUpdate> of(@Nullable ListContent installed, ListContent wanted, int last, int perMessage) {
        // also a list that is known to be empty begins with a full update: it is right whatever is there
        if (installed == null || installed.isEmpty() && !wanted.isEmpty()) {
            return Optional.of(new ListUpdate(after(last), UpdateType.FULL, wanted.first(perMessage)));
        }
        List<ListEntry> changes = installed.changesTo(wanted);
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        boolean shorterInFull = wanted.size() <= perMessage && wanted.size() < changes.size();
        if (last == Integer.MAX_VALUE || shorterInFull) {
            return Optional.of(new ListUpdate(after(last), UpdateType.FULL, wanted.first(perMessage)));
        }
        return Optional.of(new ListUpdate(
                after(last),
                UpdateType.DIFFERENTIAL,
                changes.stream().limit(perMessage).toList()));
    }

    /** Never 0 or -1, which mean something else (§5.10); numbers begin anew where there is none left. */
    static int after(int last) {
        return last == Integer.MAX_VALUE ? 1 : Math.max(last, 0) + 1;
    }
}
