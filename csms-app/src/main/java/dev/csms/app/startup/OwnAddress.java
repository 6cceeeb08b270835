package dev.csms.app.startup;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;

/** The address under which others reach this machine, as far as it knows. */
public final class OwnAddress {

    private static final String UNKNOWN = "localhost";

    private OwnAddress() {}

    public static String find() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(OwnAddress::isUsable)
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(Inet4Address.class::isInstance)
                    .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                    .map(InetAddress::getHostAddress)
                    .findFirst()
                    .orElse(UNKNOWN);
        } catch (SocketException e) {
            return UNKNOWN;
        }
    }

    private static boolean isUsable(NetworkInterface network) {
        try {
            return network.isUp()
                    && !network.isLoopback()
                    && !network.isPointToPoint()
                    && !network.getName().startsWith("docker")
                    && !network.getName().startsWith("br-");
        } catch (SocketException e) {
            return false;
        }
    }
}
