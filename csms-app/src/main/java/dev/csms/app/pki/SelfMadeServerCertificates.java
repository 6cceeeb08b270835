package dev.csms.app.pki;

import dev.csms.domain.certificate.CertificateChain;
import dev.csms.ocpp.tls.ServerCertificate;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/**
 * Certificates of this node by the built-in authority, so that TLS works at once. Charge points know the root, so these
 * are made anew at each start and well before they expire, and their keys never leave this process.
 */
public final class SelfMadeServerCertificates {

    private static final Duration VALIDITY = Duration.ofDays(30);

    /** After which they are to be made anew. */
    public static final Duration RENEWAL = Duration.ofDays(10);

    private static final String LOCAL = "localhost";

    private final BuiltInAuthority authority;
    private final List<String> hostNames;

    /** The first ones are made while the program still starts: an RSA key takes a second at times. */
    private final Map<KeyKind, FutureTask<KeyPair>> firstKeys = new EnumMap<>(KeyKind.class);

    /**
     * @param hostNames by which charge points know this server, the first of them as CN; this host's own if none
     * @param needed    whether they will be asked for
     */
    SelfMadeServerCertificates(BuiltInAuthority authority, List<String> hostNames, boolean needed) {
        this.authority = authority;
        this.hostNames = hostNames;
        if (needed) {
            for (KeyKind kind : KeyKind.values()) {
                FutureTask<KeyPair> making = new FutureTask<>(kind::newServerKey);
                firstKeys.put(kind, making);
                Thread.ofPlatform().daemon().name("server-key-" + kind.label()).start(making);
            }
        }
    }

    private KeyPair key(KeyKind kind) {
        FutureTask<KeyPair> made = firstKeys.remove(kind);
        if (made == null) {
            return kind.newServerKey();
        }
        try {
            return made.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** One for each kind of key. */
    public synchronized List<ServerCertificate> make() {
        List<String> names = names();
        List<InetAddress> addresses = addresses();
        return Stream.of(KeyKind.values())
                .map(kind -> {
                    KeyPair key = key(kind);
                    CertificateChain chain = authority.server(kind, key, names, addresses, VALIDITY);
                    return new ServerCertificate(key.getPrivate(), chain.certificates());
                })
                .toList();
    }

    private List<String> names() {
        Set<String> names = new LinkedHashSet<>(hostNames);
        if (names.isEmpty()) {
            names.add(hostName());
        }
        names.add(LOCAL);
        return List.copyOf(names);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return LOCAL;
        }
    }

    /** All of this machine that others, or programs on it, can connect to. */
    private static List<InetAddress> addresses() {
        List<InetAddress> addresses = new ArrayList<>();
        try {
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLinkLocalAddress())
                    .map(SelfMadeServerCertificates::withoutScope)
                    .distinct()
                    .forEach(addresses::add);
        } catch (SocketException e) {
            // names will have to do
        }
        return addresses;
    }

    private static InetAddress withoutScope(InetAddress address) {
        try {
            return address instanceof Inet6Address ? InetAddress.getByAddress(address.getAddress()) : address;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has the length of one", e);
        }
    }
}
