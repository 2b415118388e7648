package io.omnipulse.engine.stream;

import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.pane.Row;
import io.omnipulse.engine.core.time.Window;
import java.util.Map;

/** Where rows go that a test does not look at. */
final class NoRows implements PaneRoom.RowSink {
    @Override
    public void present(Cut cut, Row row) {}

    @Override
    public void published(Cut cut, Row row, int revision, Map<String, Double> restated) {}

    @Override
    public void withdrawn(Cut cut, Window window, long endMs) {}
}
