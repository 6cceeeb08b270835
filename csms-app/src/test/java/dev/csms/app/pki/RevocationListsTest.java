package dev.csms.app.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.csms.app.CsmsSettings.WrongSettingException;
import dev.csms.domain.certificate.Pem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevocationListsTest {

    private static final Instant TOMORROW = Instant.now().plusSeconds(86_400);

    @TempDir
    private Path directory;

    private final Maker factory = new Maker("O=Chargers Ltd,CN=Factory");
    private final Maker line = new Maker("O=Chargers Ltd,CN=Line 1", factory);
    private final X509Certificate good = line.certificate("CN=SN-1", Csr.ec("secp256r1"));
    private final X509Certificate bad = line.certificate("CN=SN-2", Csr.ec("secp256r1"));
    private final List<X509Certificate> all = List.of(good, bad, line.own(), factory.own());

    RevocationListsTest() throws Exception {}

    private Path file(String name, byte[] content) throws Exception {
        return Files.write(directory.resolve(name), content);
    }

    private static RevocationLists read(Path... files) {
        return new RevocationLists(List.of(files), InstantSource.system());
    }

    @Test
    void lists_in_both_forms_count_for_what_their_signer_has_issued() throws Exception {
        byte[] ofLine = line.revocations(TOMORROW, bad).getEncoded();
        byte[] ofFactory = factory.revocations(TOMORROW, line.own()).getEncoded();
        RevocationLists der = read(file("line.crl", ofLine));
        assertThat(der.contain(bad, () -> all)).isTrue();
        assertThat(der.contain(good, () -> all)).isFalse();
        assertThat(der.contain(line.own(), () -> all)).isFalse();
        RevocationLists pem =
                read(file("all.pem", (Pem.block("X509 CRL", ofLine) + Pem.block("X509 CRL", ofFactory)).getBytes()));
        assertThat(pem.contain(bad, () -> all)).isTrue();
        assertThat(pem.contain(line.own(), () -> all)).isTrue();
    }

    @Test
    void a_list_of_somebody_who_has_the_same_name_says_nothing() throws Exception {
        Maker impostor = new Maker("O=Chargers Ltd,CN=Line 1");
        RevocationLists lists =
                read(file("line.crl", impostor.revocations(TOMORROW, bad).getEncoded()));
        assertThat(lists.contain(bad, () -> all)).isFalse();
        assertThat(lists.contain(bad, () -> List.of(bad, impostor.own(), line.own())))
                .isFalse();
    }

    @Test
    void what_changes_is_read_again_and_what_breaks_is_held_to() throws Exception {
        Path list = file("line.crl", line.revocations(TOMORROW).getEncoded());
        RevocationLists lists = read(list);
        assertThat(lists.contain(bad, () -> all)).isFalse();
        Files.write(list, line.revocations(TOMORROW, bad).getEncoded());
        lists.look();
        assertThat(lists.contain(bad, () -> all)).isTrue();
        Files.writeString(list, "<html>502 Bad Gateway</html>");
        lists.look();
        assertThat(lists.contain(bad, () -> all)).isTrue();
        Files.delete(list);
        lists.look();
        assertThat(lists.contain(bad, () -> all)).isTrue();
        Files.write(list, line.revocations(TOMORROW).getEncoded());
        lists.look();
        assertThat(lists.contain(bad, () -> all)).isFalse();
    }

    @Test
    void a_list_that_is_out_of_date_is_better_than_none() throws Exception {
        RevocationLists lists = read(file(
                "line.crl",
                line.revocations(Instant.now().minusSeconds(60), bad).getEncoded()));
        assertThat(lists.contain(bad, () -> all)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rubbish", "-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n"})
    void what_is_none_is_refused_at_the_start(String content) throws Exception {
        Path file = file("none.crl", content.getBytes());
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(WrongSettingException.class)
                .hasMessageContaining("csms.ocpp.tls.revocation-lists names " + file);
    }

    @Test
    void what_is_not_there_is_refused_at_the_start() {
        assertThatThrownBy(() -> read(directory.resolve("missing.crl"))).isInstanceOf(WrongSettingException.class);
    }
}
