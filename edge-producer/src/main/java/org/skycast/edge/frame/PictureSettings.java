package org.skycast.edge.frame;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is made of a camera's pictures before they are kept.
 *
 * @param shortSide of a frame in pixels, 32 to 3000; larger ones are shrunk, smaller ones left
 * @param quality of the JPEG, above 0 and up to 1
 * @param mask polygons that are painted out; corners as shares of width and height, from the upper left
 * @param skipDark frames taken while the sun is lower than this, in degrees, are left out
 */
public record PictureSettings(
        @JsonPropertyDescription("The short side of a frame in pixels, 32 to 3000; larger ones are shrunk.")
        int shortSide,

        @JsonPropertyDescription("The quality of its JPEG, above 0 and up to 1.")
        double quality,

        @JsonPropertyDescription("Polygons that are painted out, each of at least three corners.")
        List<List<Corner>> mask,

        @JsonPropertyDescription("Frames taken while the sun is lower than this, in degrees, are left out.")
        Optional<Double> skipDark) {

    private static final int USUAL_SIDE = 320;
    private static final double USUAL_QUALITY = 0.85;

    /** A corner, x and y from 0 to 1. */
    public record Corner(
            @JsonPropertyDescription("Its share of the width, from 0 at the left to 1.")
            double x,

            @JsonPropertyDescription("Its share of the height, from 0 at the top to 1.")
            double y) {
        /** @throws IllegalArgumentException if it is not in the picture */
        public Corner {
            if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) {
                throw new IllegalArgumentException(
                        "A corner of the mask is at x %s, y %s; both are shares of the picture, from 0 to 1."
                                .formatted(x, y));
            }
        }
    }

    /** 320 pixels on the short side, quality 0.85, all of it and at any time. */
    public static final PictureSettings DEFAULT =
            new PictureSettings(USUAL_SIDE, USUAL_QUALITY, List.of(), Optional.empty());

    /** @throws IllegalArgumentException if a size, a quality, a polygon or an elevation cannot be */
    public PictureSettings {
        mask = mask.stream().map(List::copyOf).toList();
        require(shortSide >= 32 && shortSide <= 3000, "The shortSide is %s; give 32 to 3000 pixels.", shortSide);
        require(quality > 0 && quality <= 1, "The quality is %s; give a number above 0 and up to 1.", quality);
        for (List<Corner> polygon : mask) {
            require(polygon.size() >= 3, "A polygon of the mask has %s corners; give at least 3.", polygon.size());
        }
        skipDark.ifPresent(least ->
                require(least >= -90 && least <= 90, "skipDark is %s; give the sun's elevation in degrees.", least));
    }

    /** What a file says, which need not be all; what it does not say is as in {@link #DEFAULT}. */
    @JsonCreator
    static PictureSettings read(
            @JsonProperty("shortSide") @Nullable Integer shortSide,
            @JsonProperty("quality") @Nullable Double quality,
            @JsonProperty("mask") @Nullable List<List<Corner>> mask,
            @JsonProperty("skipDark") @Nullable Double skipDark) {
        return new PictureSettings(
                shortSide == null ? USUAL_SIDE : shortSide,
                quality == null ? USUAL_QUALITY : quality,
                mask == null ? List.of() : mask,
                Optional.ofNullable(skipDark));
    }

    private static void require(boolean holds, String sentence, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(sentence.formatted(value));
        }
    }
}
