package io.omnipulse.engine.dashboard;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives panels their ids and places: from left to right, 24 columns a line, under headings. */
final class Grid {
    private static final int COLUMNS = 24;

    private final List<Map<String, Object>> placed = new ArrayList<>();
    private int nextId = 1;
    private int x;
    private int y;
    private int lineHeight;

    /** A heading and, under it, its panels. */
    Grid section(String title, List<Panel> panels) {
        placed.add(heading(title, false, List.of()));
        panels.forEach(panel -> placed.add(place(panel)));
        newLine();
        return this;
    }

    /** A heading that one opens to see its panels, which ask for data only then. */
    Grid folded(String title, List<Panel> panels) {
        Map<String, Object> heading = new HashMap<>(heading(title, true, List.of()));
        int below = y;
        heading.put("panels", panels.stream().map(this::place).toList());
        placed.add(heading);
        newLine();
        y = below;
        return this;
    }

    List<Map<String, Object>> panels() {
        return List.copyOf(placed);
    }

    private Map<String, Object> heading(String title, boolean collapsed, List<Object> panels) {
        Map<String, Object> row =
                Map.of(
                        "id", nextId++,
                        "type", "row",
                        "title", title,
                        "collapsed", collapsed,
                        "panels", panels,
                        "gridPos", position(COLUMNS, 1));
        y++;
        return row;
    }

    private Map<String, Object> place(Panel panel) {
        if (x + panel.width() > COLUMNS) {
            newLine();
        }
        Map<String, Object> json = new HashMap<>(panel.model());
        json.put("id", nextId++);
        json.put("gridPos", position(panel.width(), panel.height()));
        x += panel.width();
        lineHeight = Math.max(lineHeight, panel.height());
        return json;
    }

    private void newLine() {
        x = 0;
        y += lineHeight;
        lineHeight = 0;
    }

    private Map<String, Object> position(int width, int height) {
        return Map.of("x", x, "y", y, "w", width, "h", height);
    }
}
