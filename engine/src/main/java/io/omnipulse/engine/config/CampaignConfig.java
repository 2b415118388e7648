package io.omnipulse.engine.config;

import io.omnipulse.engine.core.check.Checks;
import io.omnipulse.engine.core.check.RejectedException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which campaigns have series of their own.
 *
 * @param declared names of campaigns that always have series, with an explicit 0 before their first
 *     event; none twice
 * @param exported how many further campaigns have series, those with the greatest reach; zero or
 *     more
 */
public record CampaignConfig(List<String> declared, int exported) {
    /** What holds where nothing is configured. */
    public static final CampaignConfig DEFAULT = new CampaignConfig(List.of(), 500);

    /**
     * Checks the parts.
     *
     * @throws ConfigException if one is not allowed
     */
    public CampaignConfig {
        Problem.throwIfAny(problems(declared, exported));
        declared = List.copyOf(declared);
    }

    static List<Problem> problems(List<String> declared, int exported) {
        List<Problem> problems = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String name : declared) {
            if (!seen.add(name)) {
                problems.add(
                        new Problem("campaigns.declared", name, "it stands twice; remove one"));
            }
            try {
                Checks.dimension("it", name);
            } catch (RejectedException e) {
                problems.add(
                        new Problem("campaigns.declared", name, String.valueOf(e.getMessage())));
            }
        }
        if (exported < 0) {
            problems.add(
                    new Problem(
                            "campaigns.exported",
                            Integer.toString(exported),
                            "it must be zero or more campaigns"));
        }
        return problems;
    }
}
