package org.skycast.identity;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The admission keys that are held where records are checked. */
public final class AdmissionKeys {

    /** None is held: signatures alone can be checked. */
    public static final AdmissionKeys NONE = new AdmissionKeys(List.of());

    private final Map<String, AdmissionKey> byFingerprint = new HashMap<>();

    private AdmissionKeys(Collection<AdmissionKey> keys) {
        keys.forEach(key -> byFingerprint.put(key.fingerprint(), key));
    }

    /** These. */
    public static AdmissionKeys of(AdmissionKey... keys) {
        return new AdmissionKeys(List.of(keys));
    }

    /**
     * Those that the files hold (PEM, PKCS#8), which their owner alone may read.
     *
     * @throws org.skycast.settings.SettingsException naming the file that holds none, or that others may read
     */
    public static AdmissionKeys read(List<Path> pemFiles) {
        return new AdmissionKeys(pemFiles.stream().map(AdmissionKey::read).toList());
    }

    Optional<AdmissionKey> of(String fingerprint) {
        return Optional.ofNullable(byFingerprint.get(fingerprint));
    }
}
