package dev.csms.domain.localauthlist;

import dev.csms.domain.operation.ListEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is on a list: each idTag once, in whatever case it is written. Immutable.
 *
 * @param entries by their idTags in lower case, in the order in which they were sent
 */
public record ListContent(Map<String, ListEntry> entries) {

    public static final ListContent EMPTY = new ListContent(Map.of());

    public static ListContent of(Collection<ListEntry> entries) {
        return EMPTY.with(entries);
    }

    /** After a differential update: entries without information take their tag off the list. */
    ListContent with(Collection<ListEntry> changes) {
        Map<String, ListEntry> changed = new LinkedHashMap<>(entries);
        for (ListEntry change : changes) {
            if (change.idTagInfo() == null) {
                changed.remove(key(change));
            } else {
                changed.put(key(change), change);
            }
        }
        return new ListContent(Collections.unmodifiableMap(changed));
    }

    ListContent after(ListUpdate update) {
        return (update.isFull() ? EMPTY : this).with(update.entries());
    }

    /** What makes this list the other one; what is to be taken off first, so that the list never grows too long. */
    List<ListEntry> changesTo(ListContent other) {
        List<ListEntry> changes = new ArrayList<>();
        entries.forEach((key, entry) -> {
            if (!other.entries.containsKey(key)) {
                changes.add(new ListEntry(entry.idTag(), null));
            }
        });
        other.entries.forEach((key, entry) -> {
            if (!entry.equals(entries.get(key))) {
                changes.add(entry);
            }
        });
        return changes;
    }

    public int size() {
        return entries.size();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    List<ListEntry> first(int most) {
        return entries.values().stream().limit(most).toList();
    }

    static String key(ListEntry entry) {
        return entry.idTag().strip().toLowerCase(Locale.ROOT);
    }
}
