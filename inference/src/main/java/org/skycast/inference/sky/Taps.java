package org.skycast.inference.sky;

/**
 * Which of the source's pixels a pixel is made of, along one side, and how much each counts.
 *
 * @param first [to + 1], where a pixel's taps begin
 */
@SuppressWarnings("ArrayRecordComponent") // read in the innermost loop; never compared
record Taps(int[] first, int[] index, float[] weight) {

    static Taps between(int from, int to) {
        double scale = (double) from / to;
        // Half the width of what a pixel is made of: its own area, or a triangle of a source pixel's width.
        double reach = from > to ? scale / 2 : 1;
        int[] first = new int[to + 1];
        int[] index = new int[to * ((int) Math.ceil(2 * reach) + 2)];
        float[] weight = new float[index.length];
        int taps = 0;
        for (int i = 0; i < to; i++) {
            first[i] = taps;
            double centre = (i + 0.5) * scale;
            double total = 0;
            int begin = taps;
            for (int j = Math.max(0, (int) Math.floor(centre - reach));
                    j < Math.min(from, Math.ceil(centre + reach));
                    j++) {
                double share = from > to
                        ? Math.min(j + 1, centre + reach) - Math.max(j, centre - reach)
                        : Math.max(0, 1 - Math.abs(j + 0.5 - centre));
                if (share > 1e-9) {
                    index[taps] = j;
                    weight[taps++] = (float) share;
                    total += share;
                }
            }
            for (int t = begin; t < taps; t++) {
                weight[t] /= (float) total;
            }
        }
        first[to] = taps;
        return new Taps(first, index, weight);
    }
}
