package dev.csms.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A management port that other machines reach asks for a token. */
class LoopbackTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "127.8.9.10, true",
        "::1, true",
        "0:0:0:0:0:0:0:1, true",
        "10.127.0.1, false",
        "192.168.0.7, false",
        "0.0.0.0, false",
        "2001:db8::1, false",
        "0:0:0:0:0:0:0:11, false",
        "'', false"
    })
    void only_addresses_of_this_machine_alone_are_loopback(String localAddress, boolean loopback) {
        assertThat(AccessConfiguration.isLoopback(localAddress)).isEqualTo(loopback);
    }
}
