package org.skycast.delivery.cap;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.skycast.avro.Alert;
import org.skycast.avro.AlertText;
import org.skycast.avro.Site;
import org.skycast.avro.WeatherAlert;

/**
 * Writes messages of weather alerts as CAP 1.2: one document a message, with one {@code info} a language. Every document
 * is held against the schema and against what the standard asks beyond it before it is given.
 */
public final class CapDocument {

    private static final String ALL_CLEAR = "AllClear";

    private final CapSender sender;
    private final CapSchema schema = new CapSchema();

    public CapDocument(CapSender sender) {
        this.sender = sender;
    }

    /**
     * The document, as text in UTF-8's characters.
     *
     * @param alert a message of the topic of alerts, whose {@code weather} is there
     * @param site where its station stands, if that is known
     * @throws CapException if it would be none
     */
    public String of(Alert alert, Optional<Site> site) {
        if (alert.getWeather() == null) {
            throw new CapException("The alert %s is of a model's drift and for operators; CAP is for weather."
                    .formatted(alert.getId()));
        }
        String text = written(alert, alert.getWeather(), site);
        schema.faults(text).stream().findFirst().ifPresent(fault -> {
            throw new CapException(
                    "%s is no CAP 1.2: %s".formatted(alert.getWeather().getMessageId(), fault));
        });
        return text;
    }

    private String written(Alert alert, WeatherAlert weather, Optional<Site> site) {
        var xml = new CapXml();
        xml.open("alert");
        xml.element("identifier", weather.getMessageId());
        xml.element("sender", sender.id());
        xml.time("sent", weather.getSent());
        xml.element("status", weather.getStatus());
        xml.element("msgType", type(alert, weather));
        xml.element("scope", weather.getScope());
        if (weather.getScope().equals("Restricted")) {
            xml.element("restriction", sender.restriction());
        }
        if (weather.getScope().equals("Private")) {
            xml.element("addresses", sender.addresses());
        }
        xml.element("note", weather.getReasonText());
        xml.element("references", references(weather));
        xml.element("incidents", weather.getIncident());
        languages(weather).forEach((language, said) -> info(xml, alert, weather, language, said, site));
        xml.close();
        return xml.end();
    }

    /** What is raised again within its cool-down goes on where it was: an update of what was said. */
    private static String type(Alert alert, WeatherAlert weather) {
        return switch (alert.getState()) {
            case "RAISED" -> weather.getReferences().isEmpty() ? "Alert" : "Update";
            case "CANCELLED" -> "Cancel";
            default -> "Update";
        };
    }

    private Optional<String> references(WeatherAlert weather) {
        String all = weather.getReferences().stream()
                .map(earlier ->
                        "%s,%s,%s".formatted(sender.id(), earlier.getMessageId(), CapXml.text(earlier.getSent())))
                .collect(Collectors.joining(" "));
        return Optional.of(all).filter(text -> !text.isEmpty());
    }

    private static Map<String, AlertText> languages(WeatherAlert weather) {
        return weather.getTexts().isEmpty()
                ? Map.of("en", new AlertText(weather.getTitle(), weather.getReasonText(), ""))
                : new TreeMap<>(weather.getTexts());
    }

    private void info(
            CapXml xml, Alert alert, WeatherAlert weather, String language, AlertText said, Optional<Site> site) {
        xml.open("info");
        xml.element("language", language);
        xml.element("category", "Met");
        xml.element("event", weather.getTitle());
        if (alert.getState().equals("CLEARED")) {
            xml.element("responseType", ALL_CLEAR);
        }
        xml.element("urgency", alert.getUrgency());
        xml.element("severity", alert.getSeverity());
        xml.element("certainty", alert.getCertainty());
        xml.pair("eventCode", "skycast:rule", alert.getRule());
        xml.time("effective", weather.getSent());
        xml.time("onset", alert.getOnset());
        xml.time("expires", alert.getExpires());
        xml.element("senderName", sender.name());
        xml.element("headline", said.getHeadline());
        xml.element("description", Optional.of(said.getDescription()).filter(text -> !text.isBlank()));
        xml.element("instruction", Optional.of(said.getInstruction()).filter(text -> !text.isBlank()));
        xml.element("web", sender.web());
        xml.element("contact", sender.contact());
        new CapParameters(alert, weather).all().forEach((name, value) -> xml.pair("parameter", name, value));
        area(xml, alert, weather, site);
        xml.close();
    }

    /** A circle of no radius is a point: a forecast is of its station. */
    private static void area(CapXml xml, Alert alert, WeatherAlert weather, Optional<Site> site) {
        xml.open("area");
        xml.element("areaDesc", weather.getArea());
        site.ifPresent(at -> xml.element(
                "circle", "%s,%s 0".formatted(CapXml.number(at.getLatitude()), CapXml.number(at.getLongitude()))));
        xml.pair("geocode", "skycast:station", alert.getStationId());
        // The altitude of an area is in feet above mean sea level.
        site.ifPresent(at -> xml.element("altitude", CapXml.number(at.getAltitude() / 0.3048)));
        xml.close();
    }
}
