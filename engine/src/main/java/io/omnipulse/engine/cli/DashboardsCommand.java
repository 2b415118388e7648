package io.omnipulse.engine.cli;

import io.omnipulse.engine.config.CatalogReader;
import io.omnipulse.engine.core.kpi.KpiCatalog;
import io.omnipulse.engine.dashboard.Dashboards;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dashboards --out DIR}: Grafana's dashboards for the KPIs that are published. */
@Command(
        name = "dashboards",
        mixinStandardHelpOptions = true,
        description = {
            "Writes Grafana dashboards for the KPIs of the catalogue, as JSON. With --kpis, KPIs of your own have panels, too.",
            "Files of the same names are overwritten, others are left alone."
        })
final class DashboardsCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Where the files go; made if missing.")
    private Path out = Path.of("");

    @Option(names = "--kpis", paramLabel = "FILE", description = "KPIs added to the shipped ones.")
    private @Nullable Path kpis;

    @Override
    public Integer call() throws IOException {
        KpiCatalog catalog =
                kpis == null ? CatalogReader.shipped() : CatalogReader.shippedAnd(kpis);
        PrintWriter said =
                Objects.requireNonNull(spec, "picocli sets the spec").commandLine().getOut();
        Files.createDirectories(out);
        for (Map.Entry<String, String> file : Dashboards.of(catalog).entrySet()) {
            said.println(Files.writeString(out.resolve(file.getKey()), file.getValue()));
        }
        said.flush();
        return ExitCodes.DONE;
    }
}
