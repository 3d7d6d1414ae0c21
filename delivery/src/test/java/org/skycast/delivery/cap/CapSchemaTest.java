package org.skycast.delivery.cap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skycast.delivery.WeatherAlertScene;

/** A document with one thing wrong is found wrong, and says in what. */
class CapSchemaTest {

    private final CapSchema schema = new CapSchema();
    private final String sound =
            new CapDocument(CapSender.of("a@b.example")).of(WeatherAlertScene.message("CLEARED", 2), Optional.empty());

    @Test
    void whatIsSoundHasNoFault() {
        assertThat(schema.faults(sound)).isEmpty();
    }

    /** Those of the schema, then those that it lets pass. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -00:00</sent>                           | Z</sent>                              | 2026-11-20T18:10:01Z
            01-00:00</effective>                    | 01.5-00:00</effective>                | 01.5-00:00
            <category>Met</category>                | <category>Weather</category>          | Weather
            <scope>Public</scope>                   |                                       | scope
            <event>Frost</event>                    | <event>Frost</event><event>2</event>  | event
            cap:1.2                                 | cap:1.1                               | alert
            <language>en</language>                 | <language>e n</language>              | e n
            <identifier>orchard-1                   | <identifier>orchard, 1                | identifier
            <sender>a@b.example                     | <sender>a b                           | sender
            a@b.example,orchard                     | a@b.example orchard                   | is not sender,identifier,sent
            <msgType>Update                         | <msgType>Alert                        | has no references
            <msgType>Update                         | <msgType>Cancel                       | AllClear
            <scope>Public                           | <scope>Restricted                     | restriction
            <scope>Public                           | <scope>Private                        | addresses
            <language>nb                            | <language>en                          | Two blocks of info
            <expires>2026                           | <expires>2025                         | before it is sent
            <geocode>                               | <circle>91,0 1</circle><geocode>      | no place on the earth
            <headline>Frost i frukthagen: 70 %      | <headline>                            | headline is empty
            """)
    void oneThingWrongIsFound(String was, String is, String said) {
        String wrong = sound.replace(was, is == null ? "" : is);
        assertThat(wrong).isNotEqualTo(sound);
        assertThat(schema.faults(wrong))
                .isNotEmpty()
                .anySatisfy(fault -> assertThat(fault).contains(said));
    }

    @Test
    void whatIsNoXmlOrBringsEntitiesIsRefused() {
        assertThat(schema.faults("{}")).singleElement().asString().startsWith("It is no XML");
        String bomb = sound.replace("<alert ", "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><alert ");
        assertThat(schema.faults(bomb)).singleElement().asString().contains("DOCTYPE");
    }
}
