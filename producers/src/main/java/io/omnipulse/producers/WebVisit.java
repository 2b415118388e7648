package io.omnipulse.producers;

import io.omnipulse.events.WebAction;
import io.omnipulse.events.WebEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A person meets the shop online: sees a campaign, may click, looks around, and of those who do
 * about one in thirty buys. The shares are round numbers of the size that shops report; they are
 * not fitted to any shop.
 */
final class WebVisit implements Scene {
    private static final double CLICKS_AFTER_IMPRESSIONS = 0.3;
    private static final double LEAVES_AT_ONCE = 0.35;
    private static final double FILLS_A_CART = 0.23;
    private static final double GOES_TO_CHECKOUT = 0.55;
    private static final double BUYS_AT_CHECKOUT = 0.55;
    private static final double ORDER_SHOWN_AGAIN = 0.06;
    private static final double MEAN_PAUSE_MS = 22_000;

    private final Setting setting;

    WebVisit(Setting setting) {
        this.setting = setting;
    }

    @Override
    public void play(long number, long startMs, SplittableRandom random, Script script) {
        Campaign campaign = setting.anyCampaign(random);
        Person person = setting.anyone(startMs, random);
        Course course = new Course(number, startMs, random, script, campaign, person);
        if (Draw.chance(random, 0.01)) {
            course.mention();
        }
        if (course.arrives()) {
            course.lookAround();
        }
    }

    /** The visit under way: where it is in time, and what its events have in common. */
    private final class Course {
        private final long number;
        private final SplittableRandom random;
        private final Script script;
        private final Campaign campaign;
        private final Person person;
        private final @Nullable String visitor;
        private final @Nullable String session;
        private final boolean linksKeepCampaign;
        private final @Nullable String variant;
        private final List<Item> cart = new ArrayList<>();
        private String channel;
        private boolean signedIn;
        private long nowMs;
        private int events;

        Course(
                long number,
                long startMs,
                SplittableRandom random,
                Script script,
                Campaign campaign,
                Person person) {
            this.number = number;
            this.random = random;
            this.script = script;
            this.campaign = campaign;
            this.person = person;
            this.nowMs = startMs;
            this.channel = Draw.oneOf(random, campaign.channels());
            this.session = Draw.chance(random, 0.7) ? setting.ids().of("s", number) : null;
            this.visitor = Draw.chance(random, 0.97) ? person.visitorId() : null;
            this.signedIn = person.staysSignedIn();
            this.linksKeepCampaign = Draw.chance(random, 0.5);
            this.variant =
                    Draw.chance(random, 0.3)
                            ? (random.nextBoolean() ? "control" : "one-page")
                            : null;
        }

        /** Whether the person comes to the shop at all; most who see an advertisement do not. */
        boolean arrives() {
            if (campaign.isNone()) {
                return true;
            }
            for (int seen = Draw.times(random, 0.6, 8); seen >= 0; seen--) {
                add(event(WebAction.IMPRESSION));
                pause();
            }
            if (!Draw.chance(random, CLICKS_AFTER_IMPRESSIONS)) {
                return false;
            }
            add(event(WebAction.CLICK));
            pause();
            if (channel.equals("mail") || (channel.equals("social") && random.nextInt(5) > 1)) {
                channel = random.nextInt(4) == 0 ? "app" : "web";
            }
            return true;
        }

        void mention() {
            WebEvent mention = event(WebAction.MENTION);
            mention.setChannel("social");
            add(mention);
        }

        void lookAround() {
            view(WebAction.PAGE_VIEW, "/", null);
            if (Draw.chance(random, LEAVES_AT_ONCE)) {
                return;
            }
            for (int searches = Draw.times(random, 0.3, 3); searches > 0; searches--) {
                pause();
                add(event(WebAction.SEARCH));
            }
            for (int views = Draw.times(random, 0.6, 6); views >= 0; views--) {
                pause();
                Product product = Product.any(random);
                view(WebAction.PRODUCT_VIEW, "/product/" + product.id(), product);
                react(product);
            }
            if (Draw.chance(random, 0.03)) {
                nowMs += 31 * 60_000L; // long enough to open another session where there is no
                // session_id
            }
            join();
            if (Draw.chance(random, FILLS_A_CART)) {
                fillCart();
            }
        }

        /** Likes, shares, comments and reviews: frequent on social channels, rare elsewhere. */
        private void react(Product product) {
            if (!Draw.chance(random, channel.equals("social") ? 0.25 : 0.02)) {
                return;
            }
            pause();
            WebAction action =
                    Draw.oneOf(
                            random,
                            List.of(
                                    WebAction.LIKE,
                                    WebAction.LIKE,
                                    WebAction.SHARE,
                                    WebAction.COMMENT,
                                    WebAction.REVIEW));
            WebEvent reaction = event(action);
            reaction.setProductId(product.id());
            add(reaction);
        }

        private void join() {
            double draw = random.nextDouble();
            if (draw < 0.05) {
                pause();
                add(
                        event(
                                draw < 0.02
                                        ? WebAction.SIGN_UP
                                        : draw < 0.042
                                                ? WebAction.SUBSCRIBE
                                                : WebAction.UNSUBSCRIBE));
            }
        }

        private void fillCart() {
            for (int more = Draw.times(random, 0.4, 4); more >= 0; more--) {
                pause();
                Item item = new Item(Product.any(random), 1 + Draw.times(random, 0.2, 4));
                cart.add(item);
                add(cartEvent(WebAction.ADD_TO_CART, item));
            }
            if (Draw.chance(random, 0.15)) {
                pause();
                add(cartEvent(WebAction.REMOVE_FROM_CART, cart.remove(cart.size() - 1)));
            }
            if (!cart.isEmpty() && Draw.chance(random, GOES_TO_CHECKOUT)) {
                checkOut();
            }
        }

        private void checkOut() {
            pause();
            signedIn = signedIn || random.nextBoolean();
            WebEvent checkout = event(WebAction.CHECKOUT);
            checkout.setCartId(setting.ids().of("cart", number));
            checkout.setPage("/checkout");
            add(checkout);
            boolean buys = Draw.chance(random, Math.min(1, BUYS_AT_CHECKOUT * campaign.appeal()));
            pause();
            boolean allowed = setting.takesPlace(campaign, nowMs, random);
            if (buys && allowed) {
                purchase();
            }
        }

        private void purchase() {
            add(order());
            if (Draw.chance(random, ORDER_SHOWN_AGAIN)) {
                pause();
                add(order()); // the confirmation page loaded anew: another event, the same order
            }
        }

        private WebEvent order() {
            WebEvent order = event(WebAction.PURCHASE);
            order.setCartId(setting.ids().of("cart", number));
            order.setOrderId(setting.ids().of("o", number));
            order.setQuantity(cart.stream().mapToInt(Item::quantity).sum());
            order.setAmountMinor(cart.stream().mapToLong(Item::amountMinor).sum());
            order.setCurrency(person.store().currency());
            order.setPage("/thank-you");
            return order;
        }

        private WebEvent cartEvent(WebAction action, Item item) {
            WebEvent event = event(action);
            event.setCartId(setting.ids().of("cart", number));
            event.setProductId(item.product().id());
            event.setQuantity(item.quantity());
            event.setAmountMinor(item.product().priceMinor());
            event.setCurrency(person.store().currency());
            return event;
        }

        private void view(WebAction action, String page, @Nullable Product product) {
            WebEvent view = event(action);
            view.setPage(page);
            view.setProductId(product == null ? null : product.id());
            if (Draw.chance(random, 0.7)) {
                view.setEngagedMs(Draw.pauseMs(random, 6_000));
            }
            add(view);
        }

        private WebEvent event(WebAction action) {
            WebEvent event = new WebEvent();
            event.setEventId(setting.ids().of("w", number, events++));
            event.setOccurredAt(Instant.ofEpochMilli(nowMs));
            event.setVisitorId(visitor);
            event.setCustomerId(signedIn ? person.customerId() : null);
            event.setSessionId(session);
            event.setChannel(channel);
            boolean touch =
                    action == WebAction.IMPRESSION
                            || action == WebAction.CLICK
                            || action == WebAction.MENTION;
            event.setCampaign(
                    !campaign.isNone() && (touch || linksKeepCampaign) ? campaign.name() : null);
            event.setExperiment(variant == null ? null : "checkout-layout");
            event.setVariant(variant);
            event.setAction(action);
            event.setUserAgent(person.userAgent());
            return event;
        }

        private void add(WebEvent event) {
            script.add(nowMs, event);
        }

        private void pause() {
            nowMs += Draw.pauseMs(random, MEAN_PAUSE_MS);
        }
    }

    /** A product in the cart, and how many of it. */
    private record Item(Product product, int quantity) {
        long amountMinor() {
            return product.priceMinor() * quantity;
        }
    }
}
