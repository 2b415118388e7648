package io.omnipulse.engine.core.pane;

/** How arrays grow that mostly stay small. */
final class Room {
    private Room() {}

    /** The next length: by half, since many such arrays are never filled. */
    static int moreThan(int length) {
        return length + Math.max(2, length / 2);
    }
}
