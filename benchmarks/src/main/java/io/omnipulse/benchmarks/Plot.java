package io.omnipulse.benchmarks;

import java.util.List;
import java.util.Locale;

/** CPU for each event as bars on a logarithmic scale, as SVG. */
final class Plot {
    private static final int WIDTH = 760;
    private static final int LEFT = 240;
    private static final int BAR = 22;
    private static final int ROW = 34;
    private static final int TOP = 48;
    private static final int RIGHT = 110;

    private Plot() {}

    static String of(List<Outcome> outcomes) {
        double least =
                Math.floor(
                        Math.log10(
                                outcomes.stream()
                                        .mapToDouble(o -> o.measured().both())
                                        .min()
                                        .orElse(1)));
        double most =
                Math.ceil(
                        Math.log10(
                                outcomes.stream()
                                        .mapToDouble(o -> o.measured().both())
                                        .max()
                                        .orElse(10)));
        int height = TOP + outcomes.size() * ROW + 30;
        StringBuilder svg = new StringBuilder();
        svg.append(
                format(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">%n",
                        WIDTH, height));
        svg.append(
                format(
                        "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>%n<text x=\"16\" y=\"26\" font-size=\"15\">CPU seconds per million events, program and broker (logarithmic)</text>%n",
                        WIDTH, height));
        for (int power = (int) least; power <= most; power++) {
            double x = x(Math.pow(10, power), least, most);
            svg.append(
                    format(
                            "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#ddd\"/>%n<text x=\"%.1f\" y=\"%d\" fill=\"#666\" text-anchor=\"middle\">%s</text>%n",
                            x,
                            x,
                            TOP - 6,
                            height - 26,
                            x,
                            height - 10,
                            power < 0
                                    ? format("%." + -power + "f", Math.pow(10, power))
                                    : format("%.0f", Math.pow(10, power))));
        }
        for (int i = 0; i < outcomes.size(); i++) {
            svg.append(bar(outcomes.get(i), TOP + i * ROW, least, most));
        }
        return svg.append("</svg>\n").toString();
    }

    private static String bar(Outcome outcome, int y, double least, double most) {
        double value = outcome.measured().both();
        double x = x(value, least, most);
        String colour = outcome.program() == Program.ENGINE ? "#1b7f5c" : "#8a93a5";
        return format(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n<text x=\"%.1f\" y=\"%d\">%.2f</text>%n",
                LEFT - 10,
                y + 16,
                outcome.program().title(),
                LEFT,
                y,
                Math.max(1, x - LEFT),
                BAR,
                colour,
                x + 6,
                y + 16,
                value);
    }

    private static double x(double value, double least, double most) {
        double share = (Math.log10(value) - least) / Math.max(1, most - least);
        return LEFT + share * (WIDTH - LEFT - RIGHT);
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
