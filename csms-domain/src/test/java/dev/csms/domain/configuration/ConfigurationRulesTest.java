package dev.csms.domain.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargingprofile.ChargingRateUnit;
import dev.csms.domain.operation.Request.ChangeConfiguration;
import dev.csms.domain.operation.Request.GetConfiguration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationRulesTest {

    private static final KnownConfiguration UNKNOWN = new KnownConfiguration(ConfigurationState.EMPTY);

    // values

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MeterValueSampleInterval | 60",
                "MeterValueSampleInterval | 0",
                "meterVALUEsampleInterval | 60",
                "LightIntensity | 100",
                "AuthorizeRemoteTxRequests | TRUE",
                "LocalPreAuthorize | false",
                "MeterValuesSampledData | Energy.Active.Import.Register,Voltage.L1, Current.Import.N ,SoC",
                "MeterValuesSampledData | ''",
                "ConnectorPhaseRotation | 0.RST, 1.NotApplicable,12.TSR",
                "SecurityProfile | 2",
                "VendorKey | anything at all"
            })
    void these_values_are_in_order(String key, String value) {
        assertThat(problems(key, value, UNKNOWN)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MeterValueSampleInterval | -1 | MeterValueSampleInterval is 0 or more, not -1",
                "metervaluesampleinterval | soon | MeterValueSampleInterval is a whole number, and \"soon\" is none",
                "HeartbeatInterval | 2147483648 | HeartbeatInterval is a whole number, and \"2147483648\" is none",
                "HeartbeatInterval | 1.5 | HeartbeatInterval is a whole number, and \"1.5\" is none",
                "LightIntensity | 101 | LightIntensity is 100 at most, not 101",
                "LocalPreAuthorize | yes | LocalPreAuthorize is true or false, not \"yes\"",
                "StopTxnSampledData | Voltage,Volts | StopTxnSampledData is a list of measurands, and \"Volts\" is"
                        + " none",
                "MeterValuesAlignedData | Voltage.L4 | MeterValuesAlignedData is a list of measurands, and"
                        + " \"Voltage.L4\" is none",
                "ConnectorPhaseRotation | RST | ConnectorPhaseRotation is a list of connectors with their phase"
                        + " rotation, such as 1.RST, and \"RST\" is none",
                "NumberOfConnectors | 2 | NumberOfConnectors is read-only",
                "SecurityProfile | 4 | SecurityProfile is 3 at most, not 4"
            })
    void these_values_are_questionable(String key, String value, String problem) {
        assertThat(problems(key, value, UNKNOWN)).containsExactly(problem);
    }

    @Test
    void keys_and_values_fit_into_their_message() {
        assertThat(problems("k".repeat(50), "v".repeat(500), UNKNOWN)).isEmpty();
        assertThat(problems("k".repeat(51), "v".repeat(501), UNKNOWN))
                .containsExactly("a key has 1 to 50 characters, not 51", "a value has at most 500 characters, not 501");
    }

    // what the charge point is known to have

    @Test
    void a_list_has_no_more_entries_than_the_charge_point_takes() {
        KnownConfiguration two = known(true, "MeterValuesSampledData", "", "MeterValuesSampledDataMaxLength", "2");
        assertThat(problems("MeterValuesSampledData", "Voltage,SoC", two)).isEmpty();
        assertThat(problems("MeterValuesSampledData", "Voltage,SoC,RPM", two))
                .containsExactly("MeterValuesSampledData has at most 2 entries at this charge point, not 3");
    }

    @Test
    void a_key_that_was_reported_as_readonly_is_not_written() {
        KnownConfiguration fixed = new KnownConfiguration(new ConfigurationState(
                Map.of("vendorkey", new KnownKey("VendorKey", true, "1", null)), Set.of(), false));
        assertThat(problems("vendorKEY", "2", fixed))
                .containsExactly("the charge point has reported vendorKEY as read-only");
    }

    @Test
    void a_key_that_is_not_among_all_that_were_told_is_not_there() {
        assertThat(problems("VendorKey", "2", known(true, "Other", "1")))
                .containsExactly("the charge point has no key VendorKey");
        assertThat(problems("VendorKey", "2", known(false, "Other", "1"))).isEmpty();
    }

    @Test
    void security_is_only_ever_raised() {
        assertThat(problems("SecurityProfile", "1", known(true, "SecurityProfile", "2")))
                .containsExactly("SecurityProfile is 2 and can only be raised");
        assertThat(problems("SecurityProfile", "3", known(true, "SecurityProfile", "2")))
                .isEmpty();
    }

    @Test
    void no_more_keys_are_asked_for_than_the_charge_point_tells_at_once() {
        GetConfiguration two = new GetConfiguration(List.of("A", "B"));
        assertThat(ConfigurationRules.problems(two, UNKNOWN)).isEmpty();
        assertThat(ConfigurationRules.problems(two, known(true, "GetConfigurationMaxKeys", "2")))
                .isEmpty();
        assertThat(ConfigurationRules.problems(two, known(true, "GetConfigurationMaxKeys", "1")))
                .containsExactly("the charge point tells at most 1 keys at once, and 2 are asked for");
    }

    // what others ask for

    @Test
    void limits_are_numbers_where_they_were_told_as_such() {
        KnownConfiguration known = known(
                false,
                "ChargeProfileMaxStackLevel",
                " 20 ",
                "GetConfigurationMaxKeys",
                "many",
                "chargingschedulemaxperiods",
                "6");
        assertThat(known.chargeProfileMaxStackLevel()).contains(20);
        assertThat(known.getConfigurationMaxKeys()).isEmpty();
        assertThat(known.chargingScheduleMaxPeriods()).contains(6);
        assertThat(known.maxChargingProfilesInstalled()).isEmpty();
    }

    @Test
    void a_function_whose_key_is_missing_among_all_that_were_told_is_missing() {
        assertThat(UNKNOWN.connectorSwitch3to1PhaseSupported()).isEmpty();
        assertThat(known(false, "A", "1").connectorSwitch3to1PhaseSupported()).isEmpty();
        assertThat(known(true, "A", "1").connectorSwitch3to1PhaseSupported()).contains(false);
        assertThat(known(true, "ConnectorSwitch3to1PhaseSupported", "TRUE").connectorSwitch3to1PhaseSupported())
                .contains(true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"Current | A", "Power | W", "Current,Power | A W", "A | A", "w,Ampere | A W", "Volts, Power | W"})
    void units_of_schedules_are_understood_in_the_spellings_of_the_field(String told, String expected) {
        Set<ChargingRateUnit> units = Arrays.stream(expected.split(" "))
                .map(ChargingRateUnit::valueOf)
                .collect(Collectors.toSet());
        assertThat(known(true, "ChargingScheduleAllowedChargingRateUnit", told)
                        .chargingScheduleAllowedChargingRateUnit())
                .contains(units);
    }

    @Test
    void a_unit_that_nobody_understands_says_nothing() {
        assertThat(known(true, "ChargingScheduleAllowedChargingRateUnit", "Volts")
                        .chargingScheduleAllowedChargingRateUnit())
                .isEmpty();
    }

    // the catalogue

    @Test
    void every_standard_key_is_there_once_with_a_sentence() {
        assertThat(StandardKeys.ALL).hasSize(52).doesNotHaveDuplicates();
        assertThat(StandardKeys.ALL).allSatisfy(key -> {
            assertThat(key.name()).hasSizeLessThanOrEqualTo(50);
            assertThat(key.description()).endsWith(".");
            assertThat(StandardKeys.find(key.name().toUpperCase(Locale.ROOT))).contains(key);
        });
    }

    @Test
    void the_limits_of_lists_are_keys_themselves() {
        assertThat(StandardKeys.ALL)
                .extracting(StandardKey::type)
                .filteredOn(KeyType.CommaSeparated.class::isInstance)
                .extracting(type -> ((KeyType.CommaSeparated) type).maxLengthKey())
                .filteredOn(Objects::nonNull)
                .allSatisfy(key -> assertThat(StandardKeys.find(key)).isPresent());
    }

    @Test
    void one_key_is_a_secret() {
        assertThat(StandardKeys.isSecret(" authorizationkey ")).isTrue();
        assertThat(StandardKeys.isSecret("HeartbeatInterval")).isFalse();
        assertThat(StandardKeys.isSecret("VendorKey")).isFalse();
    }

    private static List<String> problems(String key, String value, KnownConfiguration known) {
        return ConfigurationRules.problems(new ChangeConfiguration(key, value), known);
    }

    private static KnownConfiguration known(boolean complete, String... keysAndValues) {
        Map<String, KnownKey> keys = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            keys.put(
                    KnownKey.comparable(keysAndValues[i]),
                    new KnownKey(keysAndValues[i], false, keysAndValues[i + 1], null));
        }
        return new KnownConfiguration(new ConfigurationState(Collections.unmodifiableMap(keys), Set.of(), complete));
    }
}
