package dev.csms.ocpp.v16;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.certificate.CertificateHash.HashAlgorithm;
import dev.csms.domain.certificate.CertificateUse;
import dev.csms.domain.chargepoint.ChargePointErrorCode;
import dev.csms.domain.chargepoint.ChargePointStatus;
import dev.csms.domain.chargepoint.DataTransferStatus;
import dev.csms.domain.chargepoint.DiagnosticsStatus;
import dev.csms.domain.chargepoint.FirmwareStatus;
import dev.csms.domain.chargepoint.RegistrationStatus;
import dev.csms.domain.chargingprofile.ChargingProfileKind;
import dev.csms.domain.chargingprofile.ChargingProfilePurpose;
import dev.csms.domain.chargingprofile.ChargingRateUnit;
import dev.csms.domain.chargingprofile.RecurrencyKind;
import dev.csms.domain.idtag.AuthorizationStatus;
import dev.csms.domain.operation.ExtendedMessageTrigger;
import dev.csms.domain.transaction.StopReason;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WireSpellingTest {

    static Stream<Arguments> enums() {
        return Stream.of(
                Arguments.of(AuthorizationStatus.class, "Accepted Blocked Expired Invalid ConcurrentTx"),
                Arguments.of(RegistrationStatus.class, "Accepted Pending Rejected"),
                Arguments.of(
                        ChargePointStatus.class,
                        "Available Preparing Charging SuspendedEVSE SuspendedEV Finishing Reserved Unavailable"
                                + " Faulted"),
                Arguments.of(
                        ChargePointErrorCode.class,
                        "ConnectorLockFailure EVCommunicationError GroundFailure HighTemperature InternalError"
                            + " LocalListConflict NoError OtherError OverCurrentFailure OverVoltage PowerMeterFailure"
                            + " PowerSwitchFailure ReaderFailure ResetFailure UnderVoltage WeakSignal"),
                Arguments.of(ChargingProfilePurpose.class, "ChargePointMaxProfile TxDefaultProfile TxProfile"),
                Arguments.of(ChargingProfileKind.class, "Absolute Recurring Relative"),
                Arguments.of(ChargingRateUnit.class, "A W"),
                Arguments.of(RecurrencyKind.class, "Daily Weekly"),
                Arguments.of(SetChargingProfile.Status.class, "Accepted Rejected NotSupported"),
                Arguments.of(ClearChargingProfile.Status.class, "Accepted Unknown"),
                Arguments.of(GetCompositeSchedule.Status.class, "Accepted Rejected"),
                Arguments.of(
                        ExtendedMessageTrigger.class,
                        "BootNotification LogStatusNotification FirmwareStatusNotification Heartbeat MeterValues"
                                + " SignChargePointCertificate StatusNotification"),
                Arguments.of(CertificateUse.class, "CentralSystemRootCertificate ManufacturerRootCertificate"),
                Arguments.of(HashAlgorithm.class, "SHA256 SHA384 SHA512"),
                Arguments.of(InstallCertificate.Status.class, "Accepted Failed Rejected"),
                Arguments.of(DeleteCertificate.Status.class, "Accepted Failed NotFound"),
                Arguments.of(GetInstalledCertificateIds.Status.class, "Accepted NotFound"),
                Arguments.of(ExtendedTriggerMessage.Status.class, "Accepted Rejected NotImplemented"),
                Arguments.of(DataTransferStatus.class, "Accepted Rejected UnknownMessageId UnknownVendorId"),
                Arguments.of(DiagnosticsStatus.class, "Idle Uploaded UploadFailed Uploading"),
                Arguments.of(
                        FirmwareStatus.class,
                        "Downloaded DownloadFailed Downloading Idle InstallationFailed Installing Installed"),
                Arguments.of(
                        StopReason.class,
                        "DeAuthorized EmergencyStop EVDisconnected HardReset Local Other PowerLoss Reboot Remote"
                                + " SoftReset UnlockCommand"));
    }

    @ParameterizedTest
    @MethodSource("enums")
    void spells_as_the_specification_does(Class<? extends Enum<?>> type, String spellings) {
        WireSpelling<?> spelling = WireSpelling.of(type);
        assertThat(Arrays.stream(type.getEnumConstants()).map(spelling::of)).isEqualTo(List.of(spellings.split(" ")));
        for (Enum<?> constant : type.getEnumConstants()) {
            assertThat((Object) spelling.exactly(spelling.of(constant))).isEqualTo(constant);
        }
    }

    @Test
    void understands_careless_spelling_only_when_asked() {
        WireSpelling<ChargePointStatus> spelling = new WireSpelling<>(ChargePointStatus.class);
        assertThat(spelling.exactly("SuspendedEvse")).isNull();
        assertThat(spelling.leniently(" suspendedevse")).isEqualTo(ChargePointStatus.SUSPENDED_EVSE);
        assertThat(spelling.leniently("Occupied")).isNull();
    }
}
