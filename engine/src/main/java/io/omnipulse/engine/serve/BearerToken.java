package io.omnipulse.engine.serve;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * What a reader must show to be let in. It never prints itself, so that no log and no error message
 * can give it away.
 */
public final class BearerToken {
    private static final String SCHEME = "Bearer ";

    private final byte[] digest;

    private BearerToken(byte[] digest) {
        this.digest = digest;
    }

    /**
     * The token that a text is.
     *
     * @param text the token, as a token file holds it; blanks around it do not count
     * @throws IllegalArgumentException if it is empty or has characters that no HTTP header can
     *     carry
     */
    public static BearerToken of(String text) {
        String token = text.strip();
        if (token.isEmpty()) {
            throw new IllegalArgumentException(
                    "the token is empty; write one into the token file, such as the output of:"
                            + " openssl rand -hex 32");
        }
        if (!token.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException(
                    "the token holds blanks or characters beyond ASCII, which no Authorization"
                            + " header can carry; write another one");
        }
        return new BearerToken(digest(token));
    }

    /**
     * Whether an {@code Authorization} header carries this token. Digests are compared, and in
     * constant time: neither the time nor the length tells how much of a guess was right.
     */
    boolean isIn(@Nullable String authorization) {
        if (authorization == null
                || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        return MessageDigest.isEqual(
                digest, digest(authorization.substring(SCHEME.length()).strip()));
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "BearerToken[hidden]";
    }
}
