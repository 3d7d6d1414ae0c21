package org.skycast.identity;

import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;

/** Whose signatures under stations' registrations count. */
public final class Administrators {

    private final Map<String, PublicKey> byShortKey = new HashMap<>();

    private Administrators(Collection<PublicKey> keys) {
        keys.forEach(key -> byShortKey.put(PublicKeys.shortKey(PublicKeys.fingerprint(key)), key));
    }

    /** Those of these public keys. */
    public static Administrators of(PublicKey... keys) {
        return new Administrators(List.of(keys));
    }

    /**
     * Those whose public keys the files hold (PEM, X.509 form).
     *
     * @throws org.skycast.settings.SettingsException naming the file that holds none
     */
    public static Administrators read(List<Path> pemFiles) {
        return new Administrators(pemFiles.stream().map(KeyFile::readEd25519).toList());
    }

    /** The sha256 of each key in X.509 form (DER), in hexadecimal. */
    public List<String> fingerprints() {
        return byShortKey.values().stream()
                .map(PublicKeys::fingerprint)
                .sorted()
                .toList();
    }

    /** These and one more. */
    public Administrators and(PublicKey key) {
        List<PublicKey> more = new ArrayList<>(byShortKey.values());
        more.add(key);
        return new Administrators(more);
    }

    /**
     * The keys that a registration gives its station.
     *
     * @param value as it stands on the wire
     * @throws NotAuthenticException if none of these administrators signed it, or not this
     */
    public StationIdentity identity(String topic, String key, byte[] value, Headers headers)
            throws NotAuthenticException {
        return SignedRegistration.read(this, topic, key, value, headers);
    }

    boolean knows(String shortKey) {
        return byShortKey.containsKey(shortKey);
    }

    boolean signed(String shortKey, byte[] message, byte[] signature) {
        PublicKey key = byShortKey.get(shortKey);
        return key != null && Ed25519.fits(key, message, signature);
    }
}
