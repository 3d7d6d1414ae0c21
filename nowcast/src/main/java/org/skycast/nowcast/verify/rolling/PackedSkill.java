package org.skycast.nowcast.verify.rolling;

import org.skycast.nowcast.forecast.PackedModel;
import org.skycast.nowcast.observe.PackedReader;
import org.skycast.nowcast.observe.PackedWriter;
import org.skycast.nowcast.verify.PackedSums;

/** A bucket of skill as it is kept, for with each observation that scores something all of it is read and written. */
public final class PackedSkill {

    private static final int FORM = 1;

    private PackedSkill() {}

    /** The packed form. */
    public static byte[] of(SkillBucket skill) {
        var to = new PackedWriter().octet(FORM).time(skill.bucket().start());
        PackedModel.write(skill.model(), to);
        PackedSums.write(skill.sums(), to);
        return to.bytes();
    }

    /** @throws IllegalArgumentException if a later version packed it */
    public static SkillBucket read(byte[] packed) {
        var from = new PackedReader(packed).ofForm(FORM, "bucket of skill");
        return new SkillBucket(new Bucket(from.time()), PackedModel.read(from), PackedSums.read(from));
    }
}
