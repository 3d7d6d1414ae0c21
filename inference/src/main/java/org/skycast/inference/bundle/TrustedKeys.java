package org.skycast.inference.bundle;

import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.skycast.inference.BundleException;

/** Who may sign bundles. Where nobody is named, signatures are not asked for. */
public final class TrustedKeys {

    /** Nobody is named. */
    public static final TrustedKeys NONE = new TrustedKeys(Map.of());

    private final Map<String, PublicKey> byFingerprint;

    private TrustedKeys(Map<String, PublicKey> byFingerprint) {
        this.byFingerprint = byFingerprint;
    }

    /**
     * Reads public keys in X.509 form, as {@code openssl pkey -pubout} writes them.
     *
     * @throws BundleException naming the file that holds none
     */
    public static TrustedKeys read(List<Path> pemFiles) {
        Map<String, PublicKey> keys = new TreeMap<>();
        for (Path pem : pemFiles) {
            PublicKey key = SigningKey.readPublic(pem);
            keys.put(SigningKey.fingerprint(key), key);
        }
        return new TrustedKeys(keys);
    }

    /** Whether nobody is named. */
    public boolean isEmpty() {
        return byFingerprint.isEmpty();
    }

    /**
     * Asks that one of the keys has signed the bundle's manifest; of no keys, asks nothing.
     *
     * @return what was found, for people
     * @throws BundleException that says which key was found, or that none was
     */
    public String require(ModelBundle bundle) {
        Path directory = bundle.directory();
        var found = BundleSignature.in(directory);
        if (isEmpty()) {
            return found.map(signature -> "signed with the key %s, which was not checked".formatted(signature.key()))
                    .orElse("not signed, and no key is asked for");
        }
        BundleSignature signature = found.orElseThrow(() -> new BundleException(
                "The bundle at %s is not signed, but one of the trusted keys %s must have signed it."
                        .formatted(directory, byFingerprint.keySet())));
        PublicKey key = byFingerprint.get(signature.key());
        if (key == null) {
            throw new BundleException(
                    "The bundle at %s is signed with the key %s, which is none of the trusted keys %s."
                            .formatted(directory, signature.key(), byFingerprint.keySet()));
        }
        if (!signature.fits(bundle.manifestBytes(), key)) {
            throw new BundleException(
                    "The bundle at %s has a signature with the trusted key %s that does not fit its manifest; it was changed after it was signed."
                            .formatted(directory, signature.key()));
        }
        return "signed with the trusted key " + signature.key();
    }
}
