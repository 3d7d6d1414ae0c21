package org.skycast.nowcast.alert;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.skycast.nowcast.alert.AlertMessage.Kind;

/**
 * Texts with what is known filled in. Nothing in them depends on a locale of the machine, so a replay's are those that
 * went out.
 */
public final class AlertWords {

    private static final Pattern NAME = Pattern.compile("\\{([^{}]*)}");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private static final Map<String, Function<AlertMessage, String>> KNOWN = new TreeMap<>(Map.ofEntries(
            Map.entry("station", AlertMessage::stationId),
            Map.entry("area", AlertMessage::area),
            Map.entry("title", message -> message.rule().title()),
            Map.entry("severity", message -> message.reached().severity().name()),
            Map.entry("level", message -> Integer.toString(message.level() + 1)),
            Map.entry("variable", message -> message.rule().condition().name()),
            Map.entry(
                    "comparator",
                    message -> message.rule().condition().relation().sign()),
            Map.entry("threshold", message -> number(message.reached().given())),
            Map.entry("units", message -> message.rule().condition().givenUnits()),
            Map.entry(
                    "probability",
                    message -> Long.toString(Math.round(100 * message.odds().calibrated()))),
            Map.entry("onset", message -> time(message, message.span().onset())),
            Map.entry("ends", AlertWords::ends),
            Map.entry("newest", AlertWords::newest),
            Map.entry("state", message -> message.kind().name()),
            Map.entry("reason", AlertMessage::sentence)));

    private final AlertMessage message;

    AlertWords(AlertMessage message) {
        this.message = message;
    }

    /** The names that texts may hold in braces. */
    public static Set<String> names() {
        return new TreeSet<>(KNOWN.keySet());
    }

    /** The names that a text holds in braces, known or not, in their order. */
    public static Iterable<String> namesIn(String text) {
        return NAME.matcher(text).results().map(found -> found.group(1)).toList();
    }

    /** A message's text in one language. Of one that is no warning, the instruction is left out: it is for a warning. */
    AlertText text(AlertPhrases phrases, String language) {
        if (message.kind() == Kind.RAISED || message.kind() == Kind.UPDATED) {
            return new AlertText(
                    filled(phrases.headline()), filled(phrases.description()), filled(phrases.instruction()));
        }
        String headline = ending(phrases);
        return new AlertText(headline.isEmpty() ? usual(language) : filled(headline), message.sentence(), "");
    }

    private String ending(AlertPhrases phrases) {
        return switch (message.kind()) {
            case UNKNOWN -> phrases.unknown();
            case CLEARED -> phrases.cleared();
            case EXPIRED -> phrases.expired();
            case CANCELLED -> phrases.cancelled();
            case RAISED, UPDATED -> phrases.headline();
        };
    }

    /** English alone has words for what has become of it; elsewhere it is told by the state's own name. */
    private String usual(String language) {
        boolean english = language.equals("en") || language.startsWith("en-");
        String become = !english
                ? message.kind().name()
                : switch (message.kind()) {
                    case UNKNOWN -> "not known at present; this is no all-clear";
                    case CLEARED -> "over";
                    case EXPIRED -> "expired without news; this is no all-clear";
                    case CANCELLED -> "cancelled; this is no all-clear";
                    case RAISED, UPDATED -> "warning";
                };
        return "%s, %s: %s".formatted(message.rule().title(), message.area(), become);
    }

    private String filled(String text) {
        return NAME.matcher(text).replaceAll(found -> {
            Function<AlertMessage, String> known = KNOWN.get(found.group(1));
            return Matcher.quoteReplacement(known == null ? found.group() : known.apply(message));
        });
    }

    private static String ends(AlertMessage message) {
        Instant beyond = message.source()
                .referenceTime()
                .plus(message.rule().condition().window().to());
        return message.span().ends().map(end -> time(message, end)).orElseGet(() -> time(message, beyond) + "+");
    }

    private static String newest(AlertMessage message) {
        return message.odds().newest().isPresent()
                ? number(message.odds().newest().getAsDouble()) + " "
                        + message.rule().condition().of().units()
                : "?";
    }

    /** In the rule's zone; of another day than the message's with its date. */
    private static String time(AlertMessage message, Instant at) {
        ZonedDateTime local = at.atZone(message.rule().wording().zone());
        boolean sameDay = local.toLocalDate()
                .equals(message.sent().atZone(message.rule().wording().zone()).toLocalDate());
        return local.format(sameDay ? TIME : DAY_AND_TIME);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value).replaceFirst("\\.?0+$", "");
    }
}
