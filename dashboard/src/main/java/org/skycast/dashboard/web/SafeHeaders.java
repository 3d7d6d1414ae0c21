package org.skycast.dashboard.web;

import org.eclipse.jetty.http.HttpFields;

/** Headers of every answer, of errors too. */
final class SafeHeaders {

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'";

    private SafeHeaders() {}

    static void put(HttpFields.Mutable to) {
        to.put("Content-Security-Policy", POLICY);
        to.put("X-Content-Type-Options", "nosniff");
        to.put("Referrer-Policy", "no-referrer");
        to.put("Cross-Origin-Opener-Policy", "same-origin");
        to.put("Cross-Origin-Resource-Policy", "same-origin");
    }
}
