package org.skycast.cli.models;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.skycast.avro.PublishedBundle;
import org.skycast.cli.connection.Connection;
import org.skycast.inference.bundle.BundleArchive;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.inference.bundle.SigningKey;
import org.skycast.inference.golden.GoldenCases;
import org.skycast.nowcast.digest.Sha256;
import org.skycast.schemas.AvroSerdes;
import org.skycast.streams.rollout.BundleCatalogue;
import org.skycast.streams.rollout.RolloutException;
import org.skycast.topics.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code skycast models publish}: a bundle from a directory into the topic of bundles. */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description = "Checks a bundle, replays its golden cases, and publishes it.")
public final class PublishCommand implements Callable<Integer> {

    /** What a record holds beside the archive is far less. */
    private static final int MOST_BYTES = Topics.MODELS.maxBytes() - (1 << 16);

    @Option(names = "--bundle", required = true, paramLabel = "DIR", description = "The model bundle.")
    private Path bundle = Path.of("");

    @Option(
            names = "--sign-key",
            paramLabel = "PEM",
            description = "Sign the bundle first, with a private key (Ed25519, PKCS#8): writes manifest.sig beside its"
                    + " manifest.")
    private Optional<Path> signKey = Optional.empty();

    @Mixin
    private TrustOptions trust = new TrustOptions();

    @Mixin
    private Connection connection = new Connection();

    @Override
    public Integer call() {
        ModelBundle proven = GoldenCases.proven(bundle);
        signKey.ifPresent(pem -> SigningKey.read(pem).sign(proven));
        trust.keys().require(proven);
        PublishedBundle record = record(proven);
        Map<String, Object> clients = connection.reached();
        try (BundleCatalogue catalogue = BundleCatalogue.on(clients)) {
            boolean there = catalogue
                    .find(record.getManifestSha256())
                    .filter(published -> published.archiveSha256().equals(record.getArchiveSha256()))
                    .isPresent();
            if (!there) {
                send(clients, record);
            }
            System.out.printf(
                    "%s %s %s %s%n",
                    there ? "Already published:" : "Published",
                    record.getBundleId(),
                    record.getVersion(),
                    record.getManifestSha256());
        }
        return 0;
    }

    private static PublishedBundle record(ModelBundle bundle) {
        byte[] archive = BundleArchive.pack(bundle);
        if (archive.length > MOST_BYTES) {
            throw new RolloutException("The bundle at %s has %d bytes as a zip, but %s takes at most %d."
                    .formatted(bundle.directory(), archive.length, Topics.MODELS.name(), MOST_BYTES));
        }
        return new PublishedBundle(
                bundle.model().id(),
                bundle.model().version(),
                bundle.model().sha256(),
                bundle.encoderSha256(),
                bundle.featureSpec().version(),
                bundle.created(),
                ByteBuffer.wrap(archive),
                Sha256.of(archive));
    }

    private static void send(Map<String, Object> clients, PublishedBundle record) {
        Map<String, Object> properties = new HashMap<>(clients);
        properties.put("max.request.size", Topics.MODELS.maxBytes());
        properties.put("max.block.ms", 15_000);
        try (Producer<String, PublishedBundle> producer = new KafkaProducer<>(
                properties,
                new StringSerializer(),
                AvroSerdes.values(PublishedBundle.class, clients).serializer())) {
            producer.send(new ProducerRecord<>(Topics.MODELS.name(), record.getManifestSha256(), record))
                    .get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw refused(cause);
        } catch (KafkaException e) {
            throw refused(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refused(e);
        }
    }

    private static RolloutException refused(Throwable cause) {
        return new RolloutException(
                "%s did not take the bundle: %s".formatted(Topics.MODELS.name(), cause.getMessage()), cause);
    }
}
