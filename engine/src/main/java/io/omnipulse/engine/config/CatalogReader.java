package io.omnipulse.engine.config;

import io.omnipulse.engine.core.kpi.KpiCatalog;
import io.omnipulse.engine.core.kpi.KpiDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads catalogues of KPIs: YAML, a list of entries. An entry of a user's file stands beside the
 * shipped ones and never replaces one, since metric names are public.
 */
public final class CatalogReader {
    private static final String SHIPPED = "kpis.yaml";
    private static final Pattern CURRENCY = Pattern.compile("_[a-z]{3}");

    private final List<KpiDefinition> definitions = new ArrayList<>();
    private final Map<String, String> fileOf = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    private CatalogReader() {}

    /** The catalogue that is published without any configuration. */
    public static KpiCatalog shipped() {
        return new CatalogReader().addShipped().catalog();
    }

    /**
     * The shipped catalogue and, behind it, the entries of a file.
     *
     * @throws ConfigException if the file cannot be read or an entry is wrong; every problem names
     *     the file, the entry, the key, what is wrong and what is allowed
     */
    public static KpiCatalog shippedAnd(Path userFile) {
        CatalogReader reader = new CatalogReader().addShipped();
        reader.add(userFile.toString(), YamlFile.read(userFile));
        return reader.catalog();
    }

    private CatalogReader addShipped() {
        try (InputStream in = CatalogReader.class.getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new IllegalStateException(
                        "the resource " + SHIPPED + " is missing beside " + CatalogReader.class);
            }
            add("the shipped " + SHIPPED, YamlFile.read("the shipped " + SHIPPED, in));
        } catch (IOException e) {
            throw new UncheckedIOException("the shipped " + SHIPPED + " cannot be read", e);
        }
        return this;
    }

    private KpiCatalog catalog() {
        ConfigException.throwIfAny(problems);
        return new KpiCatalog(definitions);
    }

    private void add(String file, Optional<YamlNode> document) {
        if (document.isEmpty()) {
            problems.add(
                    file
                            + " is empty; a catalogue is a list of entries, each beginning with \"-"
                            + " id:\"");
        } else if (document.get() instanceof YamlNode.Items list) {
            for (int i = 0; i < list.items().size(); i++) {
                CatalogEntry.read(file, i + 1, list.items().get(i), problems)
                        .ifPresent(kpi -> add(file, kpi));
            }
        } else {
            problems.add(
                    file
                            + " is "
                            + document.get().what()
                            + " at its top; a catalogue is a list of entries, each beginning with"
                            + " \"- id:\"");
        }
    }

    private void add(String file, KpiDefinition kpi) {
        String at = file + ": entry \"" + kpi.id() + "\", key \"id\": ";
        String other = fileOf.get(kpi.id());
        if (other != null) {
            problems.add(
                    at
                            + (other.equals(file) ? "another entry" : other)
                            + " has this id already; it names a metric, so each must be another."
                            + " Rename this one");
            return;
        }
        definitions.stream()
                .filter(known -> withCurrency(known, kpi.id()) || withCurrency(kpi, known.id()))
                .findFirst()
                .ifPresent(
                        known ->
                                problems.add(
                                        at
                                                + "it and \""
                                                + known.id()
                                                + "\" differ by what could be a currency, and an id"
                                                + " with a currency behind it is how the values of"
                                                + " one currency are published. Rename this one"));
        fileOf.put(kpi.id(), file);
        definitions.add(kpi);
    }

    private static boolean withCurrency(KpiDefinition byCurrency, String id) {
        return byCurrency.byCurrency()
                && id.startsWith(byCurrency.id())
                && CURRENCY.matcher(id.substring(byCurrency.id().length())).matches();
    }
}
