package org.skycast.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {

    @Test
    void plainTextStaysAsItIs() {
        assertThat(Printable.of("Værløse, 12 °C: 雲")).isEqualTo("Værløse, 12 °C: 雲");
    }

    @Test
    void whatMovesACursorOrEndsALineIsWrittenAsItsNumber() {
        assertThat(Printable.of("a\u001b[2Jb\nc\r\u0007\u007f\u009b"))
                .isEqualTo("a\\u001b[2Jb\\u000ac\\u000d\\u0007\\u007f\\u009b");
    }

    @Test
    void whatReordersOrHidesIsWrittenAsItsNumber() {
        assertThat(Printable.of("a\u202eb\u200bc\u2028d\ud800e")).isEqualTo("a\\u202eb\\u200bc\\u2028d\\ud800e");
    }

    @Test
    void whatIsLongIsCut() {
        assertThat(Printable.name("x".repeat(3_000_000))).isEqualTo("x".repeat(100) + "… (3000000 characters)");
    }
}
