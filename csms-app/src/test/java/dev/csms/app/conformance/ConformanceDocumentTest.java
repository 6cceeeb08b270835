package dev.csms.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/**
 * docs/conformance.md lists the scenarios of the certification as they are. {@code -Ddocs.update=true} writes the list,
 * with the results of those scenarios that are played in the same run.
 */
class ConformanceDocumentTest {

    /** All that there are for a central system, by their numbers. */
    private static final List<String> SCENARIOS =
            Stream.of("""
                001 003 004_1 004_2 005_1 007 010 011_1 011_2 012 013 014 017_1 017_2 018_1 019_1 019_2 021 023_1
                023_2 023_3 024 026 028 030 031 032_1 037_1 037_3 039 040_1 040_2 042_1 042_2 043_1 043_3 043_4
                043_5 044_1 044_2 044_3 045_1 045_2 046 047 048_1 048_2 048_3 048_4 049 051 052 053 054 055 056
                057 059 061 064 066 067 073 074 075_1 075_2 076 077 078 079 080 081 083 085 086 087 088
                """.split("\\s+")).map(number -> "TC_" + number + "_CSMS").toList();

    @Test
    void each_scenario_is_played_or_excused() {
        assertThat(ConformanceDocument.ids()).containsExactlyElementsOf(SCENARIOS);
    }

    @Test
    @DisabledIfSystemProperty(named = "docs.update", matches = "true", disabledReason = "it is written after this")
    void the_document_lists_exactly_the_scenarios_that_there_are() {
        assertThat(ConformanceDocument.section())
                .as("write it anew: mvn -pl csms-app -am test -Dtest='dev.csms.app.conformance.*Test'"
                        + " -Ddocs.update=true -Dsurefire.failIfNoSpecifiedTests=false")
                .isEqualTo(ConformanceDocument.expected());
    }
}
