package io.omnipulse.engine.serve;

import io.javalin.http.Context;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lets requests in or turns them away, and tells browsers what the answers may be used for. */
final class HttpGuard {
    /** A host and perhaps a port; an IPv6 address is in brackets. */
    private static final Pattern HOST =
            Pattern.compile("(\\[[0-9a-f:.]+]|[^:\\[\\]]+)(:\\d{1,5})?");

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * Everything the page needs comes from here, so nothing else may run or be asked; no other page
     * may show it in a frame. The table holds figures that nobody else should keep.
     */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
                    + " object-src 'none'";

    private final boolean onlyThisMachine;
    private final String bind;
    private final Optional<BearerToken> token;

    HttpGuard(ServeSettings settings) {
        this.onlyThisMachine = settings.isLoopback();
        this.bind = settings.bind().toLowerCase(Locale.ROOT);
        this.token = settings.token();
    }

    void addHeaders(Context context) {
        context.header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cache-Control", "no-store");
    }

    /**
     * Refuses requests that a foreign page has sent to this machine under a name of its own (DNS
     * rebinding): such a page is of the same origin to the browser, but it cannot change the name
     * that it was loaded by.
     *
     * @throws Problem.ProblemException if the name is none of this machine's
     */
    void checkHost(Context context) {
        if (onlyThisMachine && !isOwnName(context.header("Host"))) {
            throw Problem.of(
                            403,
                            "Wrong host",
                            "This server answers to localhost, 127.0.0.1 and [::1] only. A proxy in"
                                    + " front of it must send one of them as Host.")
                    .asException();
        }
    }

    private boolean isOwnName(@Nullable String host) {
        if (host == null) {
            return false;
        }
        Matcher parts = HOST.matcher(host.toLowerCase(Locale.ROOT));
        return parts.matches()
                && (THIS_MACHINE.contains(parts.group(1)) || parts.group(1).equals(bind));
    }

    /**
     * Refuses requests without the token, where there is one.
     *
     * @throws Problem.ProblemException if the token is missing or wrong
     */
    void checkToken(Context context) {
        if (token.isPresent() && !token.get().isIn(context.header("Authorization"))) {
            context.header("WWW-Authenticate", "Bearer realm=\"omnipulse\"");
            throw Problem.of(
                            401,
                            "Token needed",
                            "Send the token of serve.token-file as: Authorization: Bearer <token>.")
                    .asException();
        }
    }
}
