package io.omnipulse.engine.core.journey;

import io.omnipulse.engine.core.measure.Measure;
import java.util.Arrays;
import java.util.List;

/** Conditions that an entity shows with one event, and where {@link Coverage} keeps their times. */
final class Shown {
    private final Measure[] measures;
    private final int[] places;
    private final int mask;
    private final Shown[] alone;

    private Shown(Measure[] measures, int[] places) {
        this.measures = measures;
        this.places = places;
        this.mask = Arrays.stream(places).reduce(0, (bits, place) -> bits | 1 << place);
        this.alone = new Shown[measures.length];
        if (measures.length == 1) {
            alone[0] = this;
            return;
        }
        for (int i = 0; i < alone.length; i++) {
            alone[i] = new Shown(new Measure[] {measures[i]}, new int[] {places[i]});
        }
    }

    /**
     * Some of an entity's conditions.
     *
     * @param conditions all that the entity can show
     * @throws IllegalArgumentException if one of them is not among those
     */
    static Shown of(List<Measure> conditions, Measure... shown) {
        int[] places = Arrays.stream(shown).mapToInt(conditions::indexOf).toArray();
        if (Arrays.stream(places).anyMatch(place -> place < 0)) {
            throw new IllegalArgumentException(
                    "not all of " + Arrays.toString(shown) + " are among " + conditions);
        }
        return new Shown(shown.clone(), places);
    }

    int size() {
        return measures.length;
    }

    Measure measure(int i) {
        return measures[i];
    }

    /** Its place among the entity's conditions. */
    int place(int i) {
        return places[i];
    }

    /** The bits of their places. */
    int mask() {
        return mask;
    }

    /** One of them alone. */
    Shown alone(int i) {
        return alone[i];
    }
}
