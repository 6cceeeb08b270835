package dev.csms.domain.chargingprofile;

import java.util.ArrayList;
import java.util.List;

/** Problems, as they are found. */
final class Findings {

    private final List<ProfileProblem> problems = new ArrayList<>();

    void add(ProfileRule rule, String member, String text) {
        problems.add(new ProfileProblem(rule, member, text));
    }

    void addIf(boolean broken, ProfileRule rule, String member, String text) {
        if (broken) {
            add(rule, member, text);
        }
    }

    List<ProfileProblem> problems() {
        return List.copyOf(problems);
    }
}
