package io.omnipulse.engine.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.core.event.Action;
import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.event.EventType;
import io.omnipulse.engine.core.event.Facts;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which campaign explains an event that names none. */
class TouchesTest {
    private static final long LOOKBACK_MS = Duration.ofDays(7).toMillis();

    private final Touches touches = new Touches();

    @Test
    void an_event_counts_under_its_own_campaign_before_any_other() {
        // Given
        read(Facts.web("touch", "10:00", Action.CLICK).campaign("spring"));
        // When
        String campaign = read(Facts.web("e", "10:01", Action.CLICK).campaign("summer"));
        // Then
        assertThat(campaign).isEqualTo("summer");
    }

    @Test
    void without_any_touch_the_campaign_is_none() {
        // When
        String campaign = read(Facts.web("e", "10:00", Action.CLICK));
        // Then
        assertThat(campaign).isEqualTo("none");
    }

    @Test
    void a_touch_explains_what_follows_up_to_the_lookback_and_at_it() {
        // Given
        read(Facts.web("touch", "03-02 10:00", Action.CLICK).campaign("spring"));
        // When
        String campaign = read(Facts.web("e", "03-09 10:00", Action.CLICK));
        // Then
        assertThat(campaign).isEqualTo("spring");
    }

    @Test
    void a_touch_past_the_lookback_explains_nothing() {
        // Given
        read(Facts.web("touch", "03-02 10:00", Action.CLICK).campaign("spring"));
        // When
        String campaign = read(Facts.web("e", "03-09 10:00:00.001", Action.CLICK));
        // Then
        assertThat(campaign).isEqualTo("none");
    }

    @Test
    void a_contact_is_preferred_to_a_later_impression() {
        // Given
        read(Facts.web("contact", "10:00", Action.CLICK).campaign("spring"));
        read(Facts.web("impression", "11:00", Action.IMPRESSION).campaign("summer"));
        // When
        String campaign = read(Facts.web("e", "12:00", Action.CLICK));
        // Then
        assertThat(campaign).isEqualTo("spring");
    }

    @Test
    void an_impression_explains_where_the_contact_is_past_the_lookback() {
        // Given
        read(Facts.web("contact", "03-02 10:00", Action.CLICK).campaign("spring"));
        read(Facts.web("impression", "03-02 11:00", Action.IMPRESSION).campaign("summer"));
        // When
        String campaign = read(Facts.web("e", "03-09 10:30", Action.CLICK));
        // Then
        assertThat(campaign).isEqualTo("summer");
    }

    @Test
    void the_last_of_several_contacts_explains() {
        // Given
        read(Facts.web("first", "10:00", Action.CLICK).campaign("spring"));
        read(Facts.sale("second", "11:00", "r-1").campaign("coupon"));
        // When
        String campaign = read(Facts.web("e", "12:00", Action.CLICK));
        // Then
        assertThat(campaign).isEqualTo("coupon");
    }

    static Stream<Facts> noTouches() {
        return Stream.of(
                Facts.web("mention", "10:00", Action.MENTION),
                Facts.web("unknown", "10:00", Action.UNKNOWN),
                Facts.returned("return", "10:00", "r-1"),
                Facts.answer("answer", "10:00", Action.NPS, 9),
                Facts.other(EventType.AD_SPEND, "spend", "10:00"));
    }

    @ParameterizedTest
    @MethodSource("noTouches")
    void what_is_no_touch_counts_under_its_campaign_but_explains_nothing(Facts noTouch) {
        // Given
        String own = read(noTouch.campaign("spring"));
        // When
        String following = read(Facts.web("e", "10:01", Action.CLICK));
        // Then
        assertThat(own).isEqualTo("spring");
        assertThat(following).isEqualTo("none");
    }

    @ParameterizedTest
    @EnumSource(
            value = Action.class,
            names = {
                "PAGE_VIEW",
                "CLICK",
                "SEARCH",
                "PURCHASE",
                "SUBSCRIBE",
                "UNSUBSCRIBE",
                "LIKE",
                "REVIEW"
            })
    void every_other_web_event_with_a_campaign_is_a_contact(Action action) {
        // Given
        read(Facts.web("touch", "10:00", action).campaign("spring"));
        read(Facts.web("impression", "10:01", Action.IMPRESSION).campaign("summer"));
        // When
        String campaign = read(Facts.answer("answer", "10:02", Action.NPS, 9));
        // Then
        assertThat(campaign).isEqualTo("spring");
    }

    @Test
    void forgetting_keeps_the_touches_that_may_still_explain_something() {
        // Given
        read(Facts.web("contact", "10:00", Action.CLICK).campaign("spring"));
        read(Facts.web("impression", "10:00:00.001", Action.IMPRESSION).campaign("summer"));
        // When
        touches.forgetBefore(Facts.ms("10:00:00.001"));
        // Then
        assertThat(touches.contact).isNull();
        assertThat(touches.impression)
                .isEqualTo(new Touches.Touch(Facts.ms("10:00:00.001"), "summer"));
    }

    @Test
    void a_copy_goes_its_own_way() {
        // Given
        read(Facts.web("touch", "10:00", Action.CLICK).campaign("spring"));
        Touches copy = touches.copy();
        // When
        read(Facts.web("later", "11:00", Action.CLICK).campaign("summer"));
        // Then
        assertThat(copy.campaignOf(Facts.web("e", "12:00", Action.CLICK).event(), LOOKBACK_MS))
                .isEqualTo("spring");
    }

    private String read(Facts facts) {
        Event event = facts.event();
        return touches.campaignOf(event, LOOKBACK_MS);
    }
}
