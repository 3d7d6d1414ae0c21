package org.skycast.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skycast.inference.BundleException;

/** A network reads nothing but its own file, and comes to an end. */
class HostileNetworkTest {

    private static final Duration LIMIT = Duration.ofMillis(300);

    private static PinnedSession open(byte[] network) {
        return PinnedSession.open("hostile.onnx", network, OnnxFile.INPUT, OnnxFile.OUTPUT, LIMIT);
    }

    static Stream<Arguments> withTensorsElsewhere() {
        String file = "secret.bin";
        return Stream.of(
                Arguments.of("initializer", OnnxFile.withTensorIn(file)),
                Arguments.of("constant", OnnxFile.withConstantIn(file)),
                Arguments.of("branch", OnnxFile.nested(file, 1)),
                Arguments.of("branch of branches", OnnxFile.nested(file, 8)),
                Arguments.of("function", OnnxFile.functionWithTensorIn(file)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("withTensorsElsewhere")
    void tensorsInOtherFilesAreRefusedWhetherTheyAreThereOrNot(String where, byte[] network) throws IOException {
        Path there = Path.of("secret.bin");
        Files.write(there, new byte[] {0, 0, 40, 66});
        try {
            assertThatThrownBy(() -> open(network))
                    .isInstanceOf(BundleException.class)
                    .hasMessageContaining("hostile.onnx keeps tensors in another file");
        } finally {
            Files.delete(there);
        }
    }

    static Stream<Arguments> spellings() {
        return Arrays.stream(OnnxFile.Spelling.values())
                .flatMap(how -> Stream.of(
                        Arguments.of(how, OnnxFile.Spelling.PLAIN, OnnxFile.Spelling.PLAIN),
                        Arguments.of(OnnxFile.Spelling.PLAIN, how, OnnxFile.Spelling.PLAIN),
                        Arguments.of(OnnxFile.Spelling.PLAIN, OnnxFile.Spelling.PLAIN, how)));
    }

    /** A tag that is read otherwise than protobuf reads it would lead past the tensor, or past what it says of its place. */
    @ParameterizedTest(name = "graph {0}, tensor {1}, its place {2}")
    @MethodSource("spellings")
    void tagsAreReadAsProtobufReadsThem(OnnxFile.Spelling graph, OnnxFile.Spelling tensor, OnnxFile.Spelling external)
            throws IOException {
        Path there = Path.of("secret.bin");
        Files.write(there, new byte[] {0, 0, 40, 66});
        boolean isTag = !List.of(graph, tensor, external).contains(OnnxFile.Spelling.SIX_BYTES);
        try {
            assertThatThrownBy(() -> open(OnnxFile.withTensorIn("secret.bin", graph, tensor, external)))
                    .isInstanceOf(BundleException.class)
                    .hasMessageContaining(
                            isTag ? "hostile.onnx keeps tensors in another file" : "hostile.onnx is no ONNX file");
        } finally {
            Files.delete(there);
        }
    }

    static Stream<Arguments> unlawful() {
        return Stream.of(
                Arguments.of("field 0, which ends a message", OnnxFile.identityBehind(0x00, 0x00)),
                Arguments.of("field 0 with a length", OnnxFile.identityBehind(0x02, 0x00)),
                Arguments.of("a group", OnnxFile.identityBehind(0x43, 0x44)),
                Arguments.of("the end of a group", OnnxFile.identityBehind(0x44)),
                Arguments.of("wire type 6", OnnxFile.identityBehind(0x46)),
                Arguments.of("wire type 7", OnnxFile.identityBehind(0x47)),
                Arguments.of(
                        "a length in six bytes", OnnxFile.identityBehind(0x12, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00)),
                Arguments.of("a length beyond 32 bits", OnnxFile.identityBehind(0x12, 0x80, 0x80, 0x80, 0x80, 0x10)),
                Arguments.of("a negative length", OnnxFile.identityBehind(0x12, 0xff, 0xff, 0xff, 0xff, 0x0f)),
                Arguments.of(
                        "a number in eleven bytes",
                        OnnxFile.identityBehind(
                                0x28, 0x81, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unlawful")
    void whatNotEveryReaderReadsAlikeIsRefused(String what, byte[] network) {
        assertThatThrownBy(() -> open(network))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("hostile.onnx is no ONNX file");
    }

    @Test
    void whatEveryReaderPassesOverIsPassedOver() {
        // Field 99 as a number, 64 bits, a text and 32 bits; and a length with zeros before it.
        byte[] network = OnnxFile.identityBehind(
                0x98, 0x06, 1, 0x99, 0x06, 1, 2, 3, 4, 5, 6, 7, 8, 0x9a, 0x06, 0x82, 0x80, 0x00, 1, 2, 0x9d, 0x06, 1, 2,
                3, 4);
        try (PinnedSession session = open(network)) {
            session.buffer("x").put(0, 7);
            session.run();
            assertThat(session.buffer("y").get(0)).isEqualTo(7);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 2000})
    void nestingHasAnEnd(int depth) {
        assertThatThrownBy(() -> open(OnnxFile.nested("secret.bin", depth)))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("deep");
    }

    @Test
    void whatIsCutShortOrNoNetworkIsRefused() {
        byte[] whole = OnnxFile.endlessAboveZero();
        var random = new Random(3);
        for (int i = 0; i < 200; i++) {
            byte[] cut = Arrays.copyOf(whole, 1 + random.nextInt(whole.length - 2));
            assertThatThrownBy(() -> open(cut)).isInstanceOf(BundleException.class);
        }
        byte[] flatbuffer = new byte[64];
        flatbuffer[4] = 'O';
        flatbuffer[5] = 'R';
        flatbuffer[6] = 'T';
        flatbuffer[7] = 'M';
        assertThatThrownBy(() -> open(flatbuffer)).isInstanceOf(BundleException.class);
    }

    @Test
    void aWellFormedNetworkRuns() {
        try (PinnedSession session = open(OnnxFile.identity())) {
            session.buffer("x").put(0, 7);
            session.run();
            assertThat(session.buffer("y").get(0)).isEqualTo(7);
        }
    }

    @Test
    @Timeout(30)
    void aLoopThatNeverEndsIsEndedAndCountedAndTheNextRunIsWell() {
        try (PinnedSession session = open(OnnxFile.endlessAboveZero())) {
            long before = RunLimit.overruns();
            for (int i = 0; i < 4; i++) {
                session.buffer("x").put(0, 1);
                assertThatThrownBy(session::run)
                        .isInstanceOf(OverrunException.class)
                        .hasMessageContaining("was ended after");
                session.buffer("x").put(0, -5);
                assertThatCode(session::run).doesNotThrowAnyException();
                assertThat(session.buffer("y").get(0)).isEqualTo(-5);
            }
            assertThat(RunLimit.overruns() - before).isEqualTo(4);
        }
    }

    @Test
    @Timeout(30)
    void afterThreeTimesRunningItIsNotRunAnyMore() {
        try (PinnedSession session = open(OnnxFile.endlessAboveZero())) {
            session.buffer("x").put(0, 1);
            for (String sentence :
                    List.of("was ended", "was ended", "was ended", "not run any more", "not run any more")) {
                assertThatThrownBy(session::run)
                        .isInstanceOf(OverrunException.class)
                        .hasMessageContaining(sentence);
            }
        }
    }
}
