package org.skycast.sandbox;

import java.util.List;

/**
 * Where what the demo runs is reached.
 *
 * @param broker host and port
 * @param registry a URL
 * @param dashboard a URL
 * @param metrics a URL
 */
record DemoAddresses(String broker, String registry, String dashboard, String metrics) {

    static final int BROKER_PORT = 9092;
    static final int REGISTRY_PORT = 8081;
    static final int DASHBOARD_PORT = 8085;
    static final int METRICS_PORT = 9464;

    /** In lines of at most 80 characters; with a command that reads from the broker, as it stands. */
    List<String> lines() {
        return List.of(
                "Dashboard %s  Metrics %s".formatted(dashboard, metrics),
                "Broker    %s         Registry %s".formatted(broker, registry),
                "Elsewhere " + tail());
    }

    /** Options are left away where the addresses are the usual ones. */
    private String tail() {
        boolean isUsual = broker.endsWith(":" + BROKER_PORT) && registry.endsWith(":" + REGISTRY_PORT);
        return isUsual
                ? "./skycast tail forecasts"
                : "./skycast tail forecasts --bootstrap-server %s \\%n              --registry %s"
                        .formatted(broker, registry);
    }
}
