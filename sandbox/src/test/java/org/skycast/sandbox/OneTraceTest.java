package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.skycast.streams.runtime.FailedRecords;
import org.slf4j.LoggerFactory;

/** Whoever sends what a step fails on fills no log: each is a line, and only the first of its kind has a trace. */
class OneTraceTest {

    private static final int RECORDS = 500;

    @Test
    void aTraceIsWrittenOnceAStepAndKind() {
        var log = (Logger) LoggerFactory.getLogger(FailedRecords.class);
        var written = new ListAppender<ILoggingEvent>();
        written.start();
        log.addAppender(written);
        log.setAdditive(false);
        try {
            var handler = new FailedRecords();
            handler.configure(Map.of());
            var record = new Record<>("key", "value", Instant.EPOCH.toEpochMilli());
            for (int i = 0; i < RECORDS; i++) {
                handler.handleError(at("step", i), record, new IllegalStateException("\u001b[2J" + i));
            }
            handler.handleError(at("step", RECORDS), record, new IllegalArgumentException("another kind"));
            handler.handleError(at("another step", RECORDS + 1), record, new IllegalStateException("another step"));
        } finally {
            log.detachAppender(written);
            log.setAdditive(true);
        }
        assertThat(written.list).hasSize(RECORDS + 2);
        List<ILoggingEvent> traced = written.list.stream()
                .filter(event -> event.getThrowableProxy() != null)
                .toList();
        assertThat(traced)
                .extracting(event ->
                        Objects.requireNonNull(event.getThrowableProxy()).getMessage())
                .containsExactly("\u001b[2J0", "another kind", "another step");
        assertThat(written.list)
                .allSatisfy(event -> assertThat(event.getFormattedMessage()).doesNotContain("\u001b"));
    }

    private static ErrorHandlerContext at(String step, long offset) {
        Map<String, Object> answers = Map.of(
                "topic", "t", "partition", 0, "offset", offset, "processorNodeId", step, "sourceRawValue", new byte[9]);
        return (ErrorHandlerContext) Proxy.newProxyInstance(
                OneTraceTest.class.getClassLoader(),
                new Class<?>[] {ErrorHandlerContext.class},
                (proxy, method, arguments) -> answers.get(method.getName()));
    }
}
