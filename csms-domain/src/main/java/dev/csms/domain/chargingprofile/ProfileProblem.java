package dev.csms.domain.chargingprofile;

/**
 * What is wrong with one member of a charging profile.
 *
 * @param member as OCPP spells it, such as {@code chargingSchedule.chargingSchedulePeriod[0].limit}
 * @param text   a sentence for operators
 */
public record ProfileProblem(ProfileRule rule, String member, String text) {

    public boolean isError() {
        return rule.severity() == ProfileRule.Severity.ERROR;
    }
}
