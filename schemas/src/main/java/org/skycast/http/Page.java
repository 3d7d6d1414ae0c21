package org.skycast.http;

import com.sun.net.httpserver.HttpExchange;

/** What is answered to a request that reads. */
@FunctionalInterface
public interface Page {

    /**
     * The answer; nothing is sent by this.
     *
     * @param exchange for the path and the query, and for more headers of the answer
     */
    PageAnswer answer(HttpExchange exchange);
}
