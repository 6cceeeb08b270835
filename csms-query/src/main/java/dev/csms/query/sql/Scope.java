package dev.csms.query.sql;

import dev.csms.query.graphql.Question;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which rows whoever asks may see: who is limited to groups, those of the charge points that are in one of them now. The
 * one place that decides it. What nobody has asked for the program reads for itself, and it sees everything.
 */
public final class Scope {

    /** Rows that say nothing of any charge point, or that the schema keeps from who is limited. */
    public static final Scope OF_NO_CHARGE_POINT = new Scope(null);

    private final @Nullable String chargePoint;

    private Scope(@Nullable String chargePoint) {
        this.chargePoint = chargePoint;
    }

    /** @param chargePoint SQL for the key of the charge point that a row belongs to; where it is null, to none */
    public static Scope of(String chargePoint) {
        return new Scope(chargePoint);
    }

    /** Adds what keeps hidden rows out. */
    public Conditions limit(Conditions where) {
        List<String> groups =
                Question.current().map(question -> question.caller().groups()).orElse(List.of());
        if (chargePoint != null && !groups.isEmpty()) {
            where.and(chargePoint + """
                 in (select shown.charge_point_id from charge_point_group shown
                    where shown.group_name = any(:shownGroups))\
                """, "shownGroups", groups.toArray(String[]::new));
        }
        return where;
    }
}
