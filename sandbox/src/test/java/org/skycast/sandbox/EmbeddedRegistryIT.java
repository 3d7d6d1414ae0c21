package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.schemas.Registries;
import org.skycast.schemas.Registry;
import org.skycast.schemas.RegistryRefusal;

class EmbeddedRegistryIT {

    private static final Schema ONE = new Schema.Parser()
            .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}]}");
    private static final Schema TWO = new Schema.Parser()
            .parse(
                    "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\",\"type\":\"int\",\"default\":0}]}");
    private static final Schema OTHER = new Schema.Parser()
            .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"c\",\"type\":\"int\"}]}");

    @TempDir
    Path folder;

    @Test
    void brokerAndRegistryHaveAfterARestartWhatTheyHadBefore() {
        int one;
        int two;
        try (Rig rig = Rig.on(folder)) {
            Registry registry = registry(rig);
            one = registry.register("s", ONE);
            two = registry.register("s", TWO);
            assertThat(registry.register("s", ONE)).isEqualTo(one);
            assertThat(two).isNotEqualTo(one);
            assertThat(registry.register("other", ONE)).isEqualTo(one);
            registry.require("other", "NONE");
        }
        try (Rig rig = Rig.on(folder)) {
            Registry registry = registry(rig);
            assertThat(registry.byId(one)).isEqualTo(ONE);
            assertThat(registry.lookup("s", TWO)).isEqualTo(two);
            assertThat(registry.latest("s").schema()).isEqualTo(TWO);
            assertThat(registry.subjects()).contains("s", "other");
            assertThat(registry.register("other", OTHER)).isGreaterThan(two);
        }
    }

    @Test
    void refusalsCarryConfluentsCodes() {
        try (Rig rig = Rig.on(folder)) {
            Registry registry = registry(rig);
            registry.register("s", ONE);
            assertThat(registry.accepts("s", TWO)).isTrue();
            assertThat(registry.accepts("s", OTHER)).isFalse();
            assertThat(code(() -> registry.register("s", OTHER))).isEqualTo(409);
            assertThat(code(() -> registry.byId(999))).isEqualTo(40403);
            assertThat(code(() -> registry.latest("none"))).isEqualTo(40401);
            assertThat(code(() -> registry.lookup("s", OTHER))).isEqualTo(40403);
            assertThat(code(() -> registry.require("s", "SOMEWHAT"))).isEqualTo(42203);
        }
    }

    private static int code(Runnable call) {
        var refusal = new RegistryRefusal[1];
        assertThatThrownBy(call::run).isInstanceOfSatisfying(RegistryRefusal.class, thrown -> refusal[0] = thrown);
        return refusal[0].code();
    }

    private static Registry registry(Rig rig) {
        return Registries.open(Map.of("schema.registry.url", rig.clients().get("schema.registry.url")));
    }
}
