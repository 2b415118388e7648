package io.omnipulse.engine.serve;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The live page: a handful of files inside the jar, read once. They hold no figures, so they need
 * no token.
 */
final class PageAssets {
    private static final List<String> SCRIPTS =
            List.of(
                    "live.js",
                    "alerts.js",
                    "campaigns.js",
                    "chart.js",
                    "cuts.js",
                    "dom.js",
                    "format.js",
                    "stream.js");

    private final Map<String, String> contentTypes = new LinkedHashMap<>();
    private final Map<String, byte[]> contents = new HashMap<>();

    PageAssets() {
        add("/", "index.html", "text/html; charset=utf-8");
        add("/live.css", "live.css", "text/css; charset=utf-8");
        for (String script : SCRIPTS) {
            add("/" + script, script, "text/javascript; charset=utf-8");
        }
        add("/favicon.svg", "favicon.svg", "image/svg+xml");
    }

    private void add(String path, String resource, String contentType) {
        try (InputStream in = PageAssets.class.getResourceAsStream(resource)) {
            contentTypes.put(path, contentType);
            contents.put(path, required(in, resource).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read " + resource + " of the live page from the jar", e);
        }
    }

    private static InputStream required(@Nullable InputStream in, String resource) {
        if (in == null) {
            throw new IllegalStateException(
                    "the jar lacks " + resource + " of the live page; build it again");
        }
        return in;
    }

    Set<String> paths() {
        return contentTypes.keySet();
    }

    /** Sends one of {@link #paths}. */
    void send(Context context, String path) {
        context.contentType(contentTypes.getOrDefault(path, "text/plain"))
                .header("Cache-Control", "no-cache")
                .result(contents.getOrDefault(path, new byte[0]));
    }
}
