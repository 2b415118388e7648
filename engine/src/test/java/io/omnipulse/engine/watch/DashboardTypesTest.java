package io.omnipulse.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The committed dashboards against Grafana's own types, by its compiler: what Grafana would ignore
 * without a word, such as a key that it does not know, does not compile.
 */
class DashboardTypesTest {
    private static final Path CHECK = Shipped.GRAFANA.resolve("test");

    @Test
    void the_dashboards_are_of_grafanas_types() throws Exception {
        // Given
        Program node = Program.named("node", "nodejs");
        boolean installed = Files.isDirectory(CHECK.resolve("node_modules/@grafana/schema"));
        if (!installed && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("CI must run: npm ci --prefix grafana/test");
        }
        assumeTrue(installed, "npm ci --prefix grafana/test has not been run");
        // When
        String said = node.succeedsWith(CHECK, "check.mjs");
        // Then
        assertThat(said).contains("4 dashboards are of Grafana's type");
    }
}
