package org.skycast.delivery.cap;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Elements in CAP's namespace, indented for people. */
final class CapXml {

    /** Of CAP 1.2. */
    static final String NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2";

    // The standard knows neither Z nor fractions of a second; of UTC it wants -00:00.
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss'-00:00'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;
    private int depth;

    /** What writes to a string and can only fail by a mistake of ours. */
    private interface Writing {
        void run() throws XMLStreamException;
    }

    CapXml() {
        try {
            xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        write(() -> xml.writeStartDocument("UTF-8", "1.0"));
    }

    /** As the standard writes times: whole seconds, UTC. */
    static String text(Instant time) {
        return TIME.format(time);
    }

    /** Four decimals at the most, never in powers of ten. */
    static String number(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(4, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    void open(String name) {
        write(() -> {
            line();
            if (depth == 0) {
                xml.setDefaultNamespace(NAMESPACE);
                xml.writeStartElement(NAMESPACE, name);
                xml.writeDefaultNamespace(NAMESPACE);
            } else {
                xml.writeStartElement(NAMESPACE, name);
            }
        });
        depth++;
    }

    void close() {
        depth--;
        write(() -> {
            line();
            xml.writeEndElement();
        });
    }

    void element(String name, String value) {
        write(() -> {
            line();
            xml.writeStartElement(NAMESPACE, name);
            xml.writeCharacters(printable(value));
            xml.writeEndElement();
        });
    }

    void element(String name, Optional<String> value) {
        value.ifPresent(there -> element(name, there));
    }

    void time(String name, Instant time) {
        element(name, text(time));
    }

    /** A value of somebody's own, under a name. */
    void pair(String name, String valueName, String value) {
        open(name);
        element("valueName", valueName);
        element("value", value);
        close();
    }

    String end() {
        write(() -> {
            xml.writeEndDocument();
            xml.close();
        });
        return text + "\n";
    }

    private void line() throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }

    /** XML 1.0 has no place for control characters, escaped or not; nor for halves of pairs. */
    private static String printable(String value) {
        StringBuilder kept = new StringBuilder();
        value.codePoints().map(each -> isAllowed(each) ? each : '\uFFFD').forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static boolean isAllowed(int each) {
        return each == '\t'
                || each == '\n'
                || each >= ' ' && each < Character.MIN_SURROGATE
                || each > Character.MAX_SURROGATE && each < 0xFFFE
                || each > 0xFFFF;
    }

    private static void write(Writing writing) {
        try {
            writing.run();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }
}
