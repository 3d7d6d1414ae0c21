package org.skycast.trials.report;

import java.net.URI;
import java.net.URISyntaxException;
import org.skycast.streams.StartupException;

/**
 * Where a dashboard is, to whose pages of stations a report's cases link.
 *
 * @param base ends with a slash
 */
public record DashboardAddress(URI base) {

    /** @throws StartupException in one sentence if a browser could not go there */
    public static DashboardAddress of(String text) {
        try {
            var base = new URI(text.endsWith("/") ? text : text + "/");
            boolean isWeb = "http".equals(base.getScheme()) || "https".equals(base.getScheme());
            if (isWeb && base.getHost() != null && base.getRawQuery() == null && base.getRawFragment() == null) {
                return new DashboardAddress(base);
            }
        } catch (URISyntaxException e) {
            // It is told below.
        }
        throw new StartupException(
                "'%s' is no address of a dashboard; give one such as http://127.0.0.1:8085/.".formatted(text));
    }
}
