package org.skycast.delivery.cap;

import java.util.Optional;

/**
 * Who warns. What a receiver must know of it and no alert tells.
 *
 * @param id of the sender, such as {@code alerts@weather.example}: unique in the world, without spaces and commas
 * @param name for people
 * @param contact whom to ask
 * @param web where more is said, a URL
 * @param restriction who may read what is Restricted
 * @param addresses whom what is Private is for: ids, separated by spaces
 */
public record CapSender(
        String id,
        Optional<String> name,
        Optional<String> contact,
        Optional<String> web,
        Optional<String> restriction,
        Optional<String> addresses) {

    /** One of whom no more is known. */
    public static CapSender of(String id) {
        return new CapSender(
                id, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
