package org.skycast.streams.rollout;

import java.time.Instant;
import org.skycast.avro.PublishedBundle;
import org.skycast.nowcast.digest.Sha256;

/**
 * What a published bundle is, without its archive.
 *
 * @param sha256 of its manifest, in hexadecimal
 * @param created when the training wrote it
 * @param archiveBytes how large its zip is
 * @param archiveSha256 of the zip as it is, whatever the record says of it
 */
public record BundleSummary(
        String id,
        String version,
        String sha256,
        String encoderSha256,
        String featureSpec,
        Instant created,
        int archiveBytes,
        String archiveSha256) {

    static BundleSummary of(PublishedBundle record) {
        byte[] archive = new byte[record.getArchive().remaining()];
        record.getArchive().duplicate().get(archive);
        return new BundleSummary(
                record.getBundleId(),
                record.getVersion(),
                record.getManifestSha256(),
                record.getEncoderSha256(),
                record.getFeatureSpec(),
                record.getCreated(),
                archive.length,
                Sha256.of(archive));
    }
}
