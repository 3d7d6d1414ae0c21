package org.skycast.delivery.cap;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * What the text of the standard asks of a document that any schema lets pass. That no time is of an end before its
 * beginning is asked by us.
 */
final class CapChecks {

    /** Identifier and sender (3.2.1): no spaces, commas or restricted characters. */
    private static final Pattern ID = Pattern.compile("[^\\s,<&]+");

    private static final Set<String> ABOUT_EARLIER = Set.of("Update", "Cancel", "Ack", "Error");

    private final Element alert;
    private final List<String> faults = new ArrayList<>();

    /** @param document one that the schema has found valid */
    CapChecks(Document document) {
        this.alert = document.getDocumentElement();
    }

    /** Each in a sentence. */
    List<String> faults() {
        for (String name : List.of("identifier", "sender")) {
            require(
                    ID.matcher(text(alert, name).orElse("")).matches(),
                    "%s '%s' has spaces, commas, < or &, or is empty; give another one."
                            .formatted(name, text(alert, name).orElse("")));
        }
        references();
        scope();
        Set<String> languages = new HashSet<>();
        for (Element info : children(alert, "info")) {
            String language = text(info, "language").orElse("en-US");
            require(languages.add(language), "Two blocks of info are in %s; a language has one.".formatted(language));
            times(info);
            texts(info);
            children(info, "area").forEach(this::circles);
        }
        return faults;
    }

    /** References (3.2.1): sender,identifier,sent of each earlier message, separated by whitespace. */
    private void references() {
        String type = text(alert, "msgType").orElse("");
        String references = text(alert, "references").orElse("").strip();
        require(
                !ABOUT_EARLIER.contains(type) || !references.isEmpty(),
                "msgType is %s, of which references must name the earlier messages.".formatted(type));
        require(
                !type.equals("Alert") || references.isEmpty(),
                "msgType is Alert, which begins an incident and has no references.");
        for (String reference : references.isEmpty() ? new String[0] : references.split("\\s+")) {
            String[] parts = reference.split(",", -1);
            boolean isWhole = parts.length == 3
                    && ID.matcher(parts[0]).matches()
                    && ID.matcher(parts[1]).matches()
                    && isTime(parts[2]);
            require(isWhole, "The reference '%s' is not sender,identifier,sent.".formatted(reference));
        }
    }

    /** Restriction and addresses (3.2.1). */
    private void scope() {
        String scope = text(alert, "scope").orElse("");
        require(
                !scope.equals("Restricted") || isSaid(alert, "restriction"),
                "scope is Restricted, of which a restriction must say who may read it; give --restriction.");
        require(
                !scope.equals("Private") || isSaid(alert, "addresses"),
                "scope is Private, of which addresses must say whom it is for; give --addresses.");
    }

    private void times(Element info) {
        Optional<OffsetDateTime> sent = time(alert, "sent");
        Optional<OffsetDateTime> onset = time(info, "onset");
        Optional<OffsetDateTime> expires = time(info, "expires");
        expires.ifPresent(end -> {
            require(sent.isEmpty() || !end.isBefore(sent.get()), "It expires at %s, before it is sent.".formatted(end));
            require(
                    onset.isEmpty() || !end.isBefore(onset.get()),
                    "It expires at %s, before its onset.".formatted(end));
        });
    }

    private void texts(Element info) {
        for (String name : List.of("event", "headline")) {
            require(
                    text(info, name).isEmpty() || isSaid(info, name),
                    "%s is empty; people would be told nothing.".formatted(name));
        }
        boolean clear = children(info, "responseType").stream()
                .anyMatch(type -> type.getTextContent().equals("AllClear"));
        require(
                !clear || text(alert, "msgType").orElse("").equals("Update"),
                "responseType is AllClear of a message that is no Update.");
    }

    /** Circle (3.2.4): latitude,longitude radius; WGS 84, km. */
    private void circles(Element area) {
        for (Element circle : children(area, "circle")) {
            String[] parts = circle.getTextContent().strip().split("[, ]");
            boolean isPlace = parts.length == 3
                    && isWithin(parts[0], -90, 90)
                    && isWithin(parts[1], -180, 180)
                    && isWithin(parts[2], 0, 20_100);
            require(isPlace, "The circle '%s' is no place on the earth.".formatted(circle.getTextContent()));
        }
    }

    private static boolean isWithin(String number, double least, double most) {
        try {
            double value = Double.parseDouble(number);
            return value >= least && value <= most;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isTime(String text) {
        try {
            OffsetDateTime.parse(text.replace("-00:00", "+00:00"));
            return true;
        } catch (java.time.format.DateTimeParseException e) {
            return false;
        }
    }

    private void require(boolean holds, String fault) {
        if (!holds) {
            faults.add(fault);
        }
    }

    private static Optional<OffsetDateTime> time(Element parent, String name) {
        return text(parent, name).map(text -> OffsetDateTime.parse(text.strip().replace("-00:00", "+00:00")));
    }

    private static boolean isSaid(Element parent, String name) {
        return text(parent, name).filter(text -> !text.isBlank()).isPresent();
    }

    private static Optional<String> text(Element parent, String name) {
        return children(parent, name).stream().findFirst().map(Element::getTextContent);
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        NodeList nodes = parent.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element element
                    && element.getLocalName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }
}
