package org.skycast.streams.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.skycast.avro.PublishedBundle;

class BundleCatalogueTest {

    private final ModelsLog log = new ModelsLog();

    private void publish(String id, String version, String sha256) {
        log.publish(new PublishedBundle(
                id, version, sha256, "e", "slots-1", Instant.EPOCH, ByteBuffer.wrap(new byte[5]), "a"));
    }

    @Test
    void bundlesAreNamedByDigitsOrById() {
        String first = "abcdef" + "0".repeat(58);
        String second = "abcdef" + "1".repeat(58);
        publish("sky", "1", first);
        publish("sky", "2", second);
        publish("other", "1", "f".repeat(64));
        log.append("9".repeat(64), new byte[] {1});
        try (var catalogue = new BundleCatalogue(log.reader())) {
            assertThat(catalogue.named("abcdef0")).isEqualTo(first);
            assertThat(catalogue.named(second)).isEqualTo(second);
            assertThat(catalogue.named("sky")).as("the newest of that id").isEqualTo(second);
            assertThat(catalogue.all())
                    .extracting(BundleSummary::id, BundleSummary::version)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("other", "1"),
                            org.assertj.core.groups.Tuple.tuple("sky", "2"),
                            org.assertj.core.groups.Tuple.tuple("sky", "1"));
            assertThatThrownBy(() -> catalogue.named("abcdef"))
                    .isInstanceOf(RolloutException.class)
                    .hasMessageContaining("begins the digests of 2 bundles");
            assertThatThrownBy(() -> catalogue.named("fffff"))
                    .isInstanceOf(RolloutException.class)
                    .hasMessageContaining("There is no bundle 'fffff' in skycast.models");
        }
    }
}
