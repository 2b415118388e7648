package io.omnipulse.benchmarks.data;

import io.omnipulse.engine.core.time.Window;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Rolling windows as text, as {@code windows.rolling} has them. */
public final class Windows {
    private Windows() {}

    /** {@code 5m,1h}. */
    public static String text(Collection<Window> windows) {
        return windows.stream().map(Window::label).collect(Collectors.joining(","));
    }

    /** Shortest first, none twice. */
    public static List<Window> of(String text) {
        return Arrays.stream(text.split(",", -1)).map(Windows::named).distinct().sorted().toList();
    }

    private static Window named(String label) {
        return Window.named(label.strip())
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "there is no window "
                                                + label
                                                + "; there are "
                                                + Window.labels()));
    }
}
