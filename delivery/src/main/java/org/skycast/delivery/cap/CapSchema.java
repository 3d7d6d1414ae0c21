package org.skycast.delivery.cap;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Document;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * Whether a text is a document of CAP 1.2: by a schema, which is our own and was written from the element descriptions of
 * the standard (OASIS Common Alerting Protocol 1.2, section 3.2), and by what the standard asks that no schema can say.
 */
public final class CapSchema {

    private static final Schema SCHEMA = schema();

    private static Schema schema() {
        try {
            SchemaFactory factory = SchemaFactory.newDefaultInstance();
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            return factory.newSchema(new StreamSource(CapSchema.class.getResourceAsStream("cap-1.2.xsd")));
        } catch (SAXException e) {
            throw new IllegalStateException("The schema of CAP in this build is broken.", e);
        }
    }

    /** What is wrong with a text, each in a sentence; empty if it is CAP 1.2. */
    public List<String> faults(String text) {
        var noted = new Noted();
        Document document;
        try {
            document = document(text, noted);
        } catch (SAXException e) {
            return List.of("It is no XML: " + sentence(e));
        }
        try {
            var validator = SCHEMA.newValidator();
            validator.setErrorHandler(noted);
            validator.validate(new DOMSource(document));
        } catch (SAXException e) {
            return List.of(sentence(e));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return noted.faults.isEmpty() ? new CapChecks(document).faults() : noted.faults;
    }

    /** Without entities and what they could bring from elsewhere. */
    private static Document document(String text, ErrorHandler noted) throws SAXException {
        try {
            var factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(noted);
            return builder.parse(new InputSource(new StringReader(text)));
        } catch (ParserConfigurationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sentence(SAXException e) {
        String said = String.valueOf(e.getMessage());
        // The parser begins with the code of its own rule.
        return said.replaceFirst("^[a-z-]+[.a-zA-Z0-9-]*: ", "");
    }

    /** Notes what a parser finds, rather than printing it. */
    private static final class Noted implements ErrorHandler {

        private final List<String> faults = new ArrayList<>();

        @Override
        public void warning(SAXParseException e) {
            faults.add(sentence(e));
        }

        @Override
        public void error(SAXParseException e) {
            faults.add(sentence(e));
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
