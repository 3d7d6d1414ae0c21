package org.skycast.inference.bundle;

import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.skycast.inference.BundleException;
import org.skycast.nowcast.feature.FeatureRegistry;

/**
 * What must hold of a manifest for this version to run its bundle.
 *
 * @param where the manifest, for people
 */
record ManifestRules(String where) {

    /** @throws BundleException naming the first key that does not fit */
    void check(Manifest manifest) {
        String version = manifest.featureSpec().version();
        Set<String> known = FeatureRegistry.versions();
        require(known.contains(version), "featureSpec.version", version, "one of " + String.join(", ", known));
        checkEncoder(manifest.encoder());
        checkTimes(manifest);
        ascending("quantileLevels", manifest.quantileLevels().size(), manifest.quantileLevels()::get, 1e-9, 1 - 1e-9);
        for (String file :
                List.of(manifest.encoder().file(), manifest.forecaster().file())) {
            require(
                    manifest.files().containsKey(file),
                    "files",
                    manifest.files().keySet(),
                    "a sha256 of " + file);
        }
    }

    private void checkEncoder(Manifest.Encoder encoder) {
        require(encoder.layout().equals("NCHW"), "encoder.layout", encoder.layout(), "NCHW");
        boolean channels =
                encoder.channels().equals("BGR") || encoder.channels().equals("RGB");
        require(channels, "encoder.channels", encoder.channels(), "BGR or RGB");
        boolean square = encoder.width() == encoder.height() && encoder.width() > 0;
        require(square, "encoder.height", encoder.height(), "the width, " + encoder.width());
        require(
                encoder.mean().size() == 3 && encoder.std().size() == 3,
                "encoder.mean/std",
                encoder.mean(),
                "three numbers");
    }

    private void checkTimes(Manifest manifest) {
        int slot = manifest.slotMinutes();
        List<Integer> leads = manifest.leadMinutes();
        require(slot > 0 && 1440 % slot == 0, "slotMinutes", slot, "a divisor of 1440");
        require(manifest.historySlots() > 0, "historySlots", manifest.historySlots(), "at least 1");
        ascending("leadMinutes", leads.size(), i -> (double) leads.get(i), slot, 1e9);
        require(leads.stream().allMatch(m -> m % slot == 0), "leadMinutes", leads, "whole slots");
    }

    private void ascending(String key, int size, IntFunction<Double> value, double least, double most) {
        double before = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            double now = value.apply(i);
            require(
                    now > before && now >= least && now <= most,
                    key,
                    now,
                    "ascending, %s to %s".formatted(least, most));
            before = now;
        }
        require(size > 0, key, "empty", "at least one");
    }

    /** @throws BundleException if it does not hold, in one sentence */
    void require(boolean holds, String key, Object found, Object wanted) {
        if (!holds) {
            throw new BundleException(
                    "%s has %s = %s, but this version needs %s.".formatted(where, key, found, wanted));
        }
    }
}
