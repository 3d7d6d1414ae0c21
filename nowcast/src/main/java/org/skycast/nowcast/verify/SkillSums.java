package org.skycast.nowcast.verify;

import java.util.List;

/**
 * Scores, summed up by name and lead, as they are kept.
 *
 * @param sums by name and lead, one of each
 */
public record SkillSums(List<SkillSum> sums) {

    public SkillSums {
        sums = List.copyOf(sums);
    }
}
