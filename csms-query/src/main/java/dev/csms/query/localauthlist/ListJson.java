package dev.csms.query.localauthlist;

import dev.csms.domain.idtag.AuthorizationStatus;
import dev.csms.domain.idtag.IdTagId;
import dev.csms.domain.idtag.IdTagInfo;
import dev.csms.domain.localauthlist.ListUpdate;
import dev.csms.domain.operation.ListEntry;
import dev.csms.domain.operation.UpdateType;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** How lists and updates stand in columns of type jsonb. */
final class ListJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ListJson() {}

    /** @param status absent for an entry that takes its tag off the list */
    private record Entry(
            String idTag,
            @Nullable String status,
            @Nullable String expiresAt,
            @Nullable String parentIdTag) {

        static Entry of(ListEntry entry) {
            IdTagInfo info = entry.idTagInfo();
            return info == null
                    ? new Entry(entry.idTag(), null, null, null)
                    : new Entry(
                            entry.idTag(),
                            info.status().name(),
                            info.expiresAt() == null ? null : info.expiresAt().toString(),
                            info.parentIdTag() == null
                                    ? null
                                    : info.parentIdTag().value());
        }

        ListEntry entry() {
            return new ListEntry(
                    idTag,
                    status == null
                            ? null
                            : new IdTagInfo(
                                    AuthorizationStatus.valueOf(status),
                                    expiresAt == null ? null : Instant.parse(expiresAt),
                                    parentIdTag == null ? null : new IdTagId(parentIdTag)));
        }
    }

    private record Update(String operationId, int listVersion, String updateType, List<Entry> entries) {

        static Update of(String operationId, ListUpdate update) {
            return new Update(
                    operationId,
                    update.listVersion(),
                    update.updateType().name(),
                    update.entries().stream().map(Entry::of).toList());
        }

        ListUpdate update() {
            return new ListUpdate(
                    listVersion,
                    UpdateType.valueOf(updateType),
                    entries.stream().map(Entry::entry).toList());
        }
    }

    static String ofEntries(Collection<ListEntry> entries) {
        return JSON.writeValueAsString(entries.stream().map(Entry::of).toList());
    }

    static List<ListEntry> entries(String json) {
        return Arrays.stream(JSON.readValue(json, Entry[].class))
                .map(Entry::entry)
                .toList();
    }

    static String ofUpdates(Map<String, ListUpdate> updates) {
        return JSON.writeValueAsString(updates.entrySet().stream()
                .map(it -> Update.of(it.getKey(), it.getValue()))
                .toList());
    }

    static Map<String, ListUpdate> updates(String json) {
        Map<String, ListUpdate> updates = new LinkedHashMap<>();
        for (Update update : JSON.readValue(json, Update[].class)) {
            updates.put(update.operationId(), update.update());
        }
        return updates;
    }

    static String ofUpdate(ListUpdate update) {
        return JSON.writeValueAsString(Update.of("", update));
    }

    static ListUpdate update(String json) {
        return JSON.readValue(json, Update.class).update();
    }

    static String ofIdTags(List<IdTagId> idTags) {
        return JSON.writeValueAsString(idTags.stream().map(IdTagId::value).toList());
    }

    static List<IdTagId> idTags(String json) {
        return Arrays.stream(JSON.readValue(json, String[].class))
                .map(IdTagId::new)
                .toList();
    }
}
