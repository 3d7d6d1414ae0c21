package org.skycast.streams.rollout;

import java.time.Instant;
import org.skycast.avro.PublishedBundle;

/**
 * What a published bundle is, without its archive.
 *
 * @param sha256 of its manifest, in hexadecimal
 * @param created when the training wrote it
 * @param archiveBytes how large its zip is
 */
record Published(
        String id,
        String version,
        String sha256,
        String encoderSha256,
        String featureSpec,
        Instant created,
        int archiveBytes,
        String archiveSha256) {

    static Published of(PublishedBundle record) {
        return new Published(
                record.getBundleId(),
                record.getVersion(),
                record.getManifestSha256(),
                record.getEncoderSha256(),
                record.getFeatureSpec(),
                record.getCreated(),
                record.getArchive().remaining(),
                record.getArchiveSha256());
    }
}
