package org.skycast.edge.frame;

import java.util.List;
import java.util.Optional;

/**
 * What is made of a camera's pictures before they are kept.
 *
 * @param shortSide of a frame in pixels; larger ones are shrunk, smaller ones left
 * @param quality of the JPEG, from 0 to 1
 * @param mask polygons that are painted out; corners as shares of width and height, from the upper left
 * @param skipDark frames taken while the sun is lower than this, in degrees, are left out
 */
public record PictureSettings(int shortSide, double quality, List<List<Corner>> mask, Optional<Double> skipDark) {

    /** A corner, x and y from 0 to 1. */
    public record Corner(double x, double y) {}

    /** 320 pixels on the short side, quality 0.85, all of it and at any time. */
    public static final PictureSettings DEFAULT = new PictureSettings(320, 0.85, List.of(), Optional.empty());

    @SuppressWarnings("NullAway") // Jackson gives null for what the file does not say
    public PictureSettings {
        mask = mask == null ? List.of() : List.copyOf(mask);
        skipDark = skipDark == null ? Optional.empty() : skipDark;
    }
}
