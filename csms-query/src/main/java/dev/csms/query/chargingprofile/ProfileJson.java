package dev.csms.query.chargingprofile;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.csms.domain.chargingprofile.ChargingProfile;
import dev.csms.domain.chargingprofile.CompositeSchedule;
import tools.jackson.databind.json.JsonMapper;

/** How profiles and schedules stand in columns of type jsonb. */
final class ProfileJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(it -> it.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private ProfileJson() {}

    static String of(ChargingProfile profile) {
        return JSON.writeValueAsString(profile);
    }

    static ChargingProfile profile(String json) {
        return JSON.readValue(json, ChargingProfile.class);
    }

    static String of(CompositeSchedule schedule) {
        return JSON.writeValueAsString(schedule);
    }

    static CompositeSchedule schedule(String json) {
        return JSON.readValue(json, CompositeSchedule.class);
    }
}
