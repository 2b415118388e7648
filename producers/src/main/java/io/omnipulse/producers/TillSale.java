package io.omnipulse.producers;

import io.omnipulse.events.Sale;
import io.omnipulse.events.SaleKind;
import io.omnipulse.events.SaleLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Somebody pays at a till; some bring the goods back within a few hours. */
final class TillSale implements Scene {
    private final Setting setting;

    TillSale(Setting setting) {
        this.setting = setting;
    }

    @Override
    public void play(long number, long startMs, SplittableRandom random, Script script) {
        Person person = setting.anyone(startMs, random);
        Campaign campaign = setting.anyCampaign(random);
        boolean coupon = Draw.chance(random, 0.3);
        boolean allowed = setting.takesPlace(campaign, startMs, random);
        if (!allowed) {
            return;
        }
        Sale sale = sale(number, startMs, random, person);
        sale.setCampaign(coupon && !campaign.isNone() ? campaign.name() : null);
        script.add(startMs, sale);
        if (Draw.chance(random, 0.07)) {
            long backMs = startMs + 60_000 + random.nextLong(3 * 3_600_000L);
            script.add(backMs, broughtBack(sale, number, backMs));
        }
    }

    private Sale sale(long number, long atMs, SplittableRandom random, Person person) {
        Store store = Draw.chance(random, 0.9) ? person.store() : Store.any(random);
        Sale sale = new Sale();
        sale.setEventId(setting.ids().of("p", number, 0));
        sale.setOccurredAt(Instant.ofEpochMilli(atMs));
        sale.setStoreId(store.id());
        sale.setRegisterId(random.nextInt(5) == 0 ? null : "till-" + (1 + random.nextInt(4)));
        sale.setReceiptId(setting.ids().of("b", number));
        sale.setCustomerId(Draw.chance(random, 0.8) ? person.customerId() : null);
        sale.setKind(SaleKind.SALE);
        sale.setLines(lines(random));
        sale.setTotalMinor(paid(sale.getLines(), random));
        sale.setCurrency(store.currency());
        return sale;
    }

    private static List<SaleLine> lines(SplittableRandom random) {
        List<SaleLine> lines = new ArrayList<>();
        for (int more = Draw.times(random, 0.5, 6); more >= 0; more--) {
            Product product = Product.any(random);
            SaleLine line = new SaleLine();
            line.setProductId(product.id());
            line.setQuantity(1 + Draw.times(random, 0.25, 5));
            line.setUnitPriceMinor(product.priceMinor());
            line.setUnitCostMinor(random.nextInt(4) == 0 ? null : product.costMinor());
            lines.add(line);
        }
        return lines;
    }

    /**
     * The sum of the lines, for every fifth receipt less a tenth: what was paid need not be what
     * was on the shelf.
     */
    private static long paid(List<SaleLine> lines, SplittableRandom random) {
        long sum =
                lines.stream()
                        .mapToLong(line -> line.getQuantity() * line.getUnitPriceMinor())
                        .sum();
        return random.nextInt(5) == 0 ? sum * 9 / 10 : sum;
    }

    private Sale broughtBack(Sale sale, long number, long atMs) {
        SaleLine first = sale.getLines().get(0);
        long line = first.getQuantity() * first.getUnitPriceMinor();
        Sale back = new Sale();
        back.setEventId(setting.ids().of("p", number, 1));
        back.setOccurredAt(Instant.ofEpochMilli(atMs));
        back.setStoreId(sale.getStoreId());
        back.setRegisterId(sale.getRegisterId());
        back.setReceiptId(setting.ids().of("b", number, 1));
        back.setCustomerId(sale.getCustomerId());
        back.setKind(SaleKind.RETURN);
        back.setLines(List.of(first));
        back.setTotalMinor(Math.min(line, sale.getTotalMinor()));
        back.setCurrency(sale.getCurrency());
        back.setReturnsReceiptId(sale.getReceiptId());
        return back;
    }
}
