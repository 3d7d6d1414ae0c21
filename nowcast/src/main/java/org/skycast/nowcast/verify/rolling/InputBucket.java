package org.skycast.nowcast.verify.rolling;

/**
 * What one station measured over the slots of one bucket.
 *
 * @param bucket when
 * @param sums the values, summed up
 */
public record InputBucket(Bucket bucket, InputSums sums) {}
