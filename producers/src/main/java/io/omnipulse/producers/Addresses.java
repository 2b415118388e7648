package io.omnipulse.producers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether there is anything at the addresses that the user gave, before a client spends its
 * patience on them.
 */
final class Addresses {
    private static final int REGISTRY_ANSWERS_WITHIN_MS = 3_000;

    private Addresses() {}

    /**
     * @throws CommandFailedException if no host among the brokers is known
     */
    static void resolveBrokers(Connection connection) {
        for (String server : connection.bootstrapServers().split(",", -1)) {
            int colon = server.lastIndexOf(':');
            String host = colon < 0 ? server.trim() : server.substring(0, colon).trim();
            if (resolves(host.replaceAll("^.*://|[\\[\\]]", ""))) {
                return;
            }
        }
        throw new CommandFailedException(
                CommandFailedException.UNREACHABLE,
                "No broker of "
                        + connection.bootstrapServers()
                        + " can be reached: no such host is known. Name another one with --bootstrap-server.");
    }

    static List<URI> registries(Connection connection) {
        List<URI> registries = new ArrayList<>();
        for (String url : connection.registry().split(",", -1)) {
            try {
                registries.add(URI.create(url.trim()));
            } catch (IllegalArgumentException e) {
                throw new CommandFailedException(
                        CommandFailedException.WRONG_USAGE,
                        "\""
                                + Texts.shortened(url.replaceAll("//[^/@]*@", "//"))
                                + "\" is no URL of a schema registry: write --schema-registry http://HOST:PORT.",
                        e);
            }
        }
        return registries;
    }

    /**
     * Only whether something listens: what it says to a login or a certificate is told by the first
     * record.
     */
    static void reachRegistry(Connection connection, List<URI> registries) {
        IOException last = null;
        for (URI registry : registries) {
            if (registry.getHost() == null || String.valueOf(registry.getScheme()).equals("mock")) {
                return;
            }
            int port =
                    registry.getPort() >= 0
                            ? registry.getPort()
                            : registry.getScheme().equals("https") ? 443 : 80;
            try (Socket socket = new Socket()) {
                socket.connect(
                        new InetSocketAddress(registry.getHost(), port),
                        REGISTRY_ANSWERS_WITHIN_MS);
                return;
            } catch (IOException e) {
                last = e;
            }
        }
        if (last != null) {
            throw new CommandFailedException(
                    CommandFailedException.UNREACHABLE,
                    "The schema registry at "
                            + connection.registryShown()
                            + " cannot be reached: "
                            + Texts.sentence(String.valueOf(last.getMessage()))
                            + " Start it, or name another one with --schema-registry.",
                    last);
        }
    }

    private static boolean resolves(String host) {
        try {
            return InetAddress.getAllByName(host).length > 0;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
