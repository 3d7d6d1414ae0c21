package org.skycast.identity;

import java.security.PublicKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.skycast.settings.SettingsException;

/**
 * Makes the MAC of what a station sends, each record alone; see {@link RecordMac}. The same record has the same one each
 * time. Safe for use by several threads.
 */
public final class MacMaker {

    private final SecretKey secret;
    private final PublicKey admissionKey;
    private final String key;
    private final String admission;
    private final Map<String, SharedKey> ofStations = new ConcurrentHashMap<>();

    /**
     * @param secret of the station, or of the edge whose stations all are registered with its key
     * @param admissionKey of whoever checks, as the stations' registrations name it
     */
    public MacMaker(SecretKey secret, PublicKey admissionKey) {
        this.secret = secret;
        this.admissionKey = admissionKey;
        this.key = PublicKeys.shortKey(secret.fingerprint());
        this.admission = PublicKeys.shortKey(PublicKeys.fingerprint(admissionKey));
    }

    /** The fingerprint of the admission key. */
    public String admissionKey() {
        return PublicKeys.fingerprint(admissionKey);
    }

    /**
     * The header {@link IdentityHeaders#MAC} to send a record with.
     *
     * @param station its key
     * @param value as it will stand on the wire
     * @throws SettingsException if nothing can be shared with the admission key
     */
    public byte[] header(String topic, String station, byte[] value) {
        byte[] mac = ofStations.computeIfAbsent(station, this::shared).mac(topic, station, value);
        return new RecordMac(key, admission, mac).bytes();
    }

    private SharedKey shared(String station) {
        return secret.sharedWith(admissionKey, station)
                .orElseThrow(() -> new SettingsException(
                        "The admission key %s is one that no secret can be shared with; have the administrator make another with skycast stations admission-key."
                                .formatted(PublicKeys.fingerprint(admissionKey))));
    }
}
