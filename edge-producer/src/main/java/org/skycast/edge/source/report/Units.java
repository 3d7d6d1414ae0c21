package org.skycast.edge.source.report;

import static tech.units.indriya.unit.Units.CELSIUS;
import static tech.units.indriya.unit.Units.KELVIN;
import static tech.units.indriya.unit.Units.METRE;
import static tech.units.indriya.unit.Units.METRE_PER_SECOND;
import static tech.units.indriya.unit.Units.PASCAL;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.measure.Unit;
import javax.measure.UnitConverter;
import org.skycast.nowcast.observe.Variable;
import org.skycast.settings.SettingsException;
import tech.units.indriya.AbstractUnit;

/** Conversion of the units that people use to a variable's own. */
public final class Units {

    private static final Unit<?> PERCENT = AbstractUnit.ONE.divide(100);
    private static final Unit<?> WATT_PER_SQUARE_METRE =
            tech.units.indriya.unit.Units.WATT.divide(tech.units.indriya.unit.Units.SQUARE_METRE);
    private static final Unit<?> DEGREE = tech.units.indriya.unit.Units.RADIAN.multiply(Math.PI / 180);

    private static final Map<String, Unit<?>> KNOWN = new TreeMap<>(Map.ofEntries(
            Map.entry("degC", CELSIUS),
            Map.entry("K", KELVIN),
            Map.entry("degF", KELVIN.multiply(5).divide(9).shift(459.67)),
            Map.entry("%", PERCENT),
            Map.entry("1", AbstractUnit.ONE),
            Map.entry("Pa", PASCAL),
            Map.entry("hPa", PASCAL.multiply(100)),
            Map.entry("mbar", PASCAL.multiply(100)),
            Map.entry("mmHg", PASCAL.multiply(133.322387415)),
            Map.entry("kPa", PASCAL.multiply(1000)),
            Map.entry("inHg", PASCAL.multiply(3386.389)),
            Map.entry("m s-1", METRE_PER_SECOND),
            Map.entry("m/s", METRE_PER_SECOND),
            Map.entry("km/h", METRE_PER_SECOND.divide(3.6)),
            Map.entry("kn", METRE_PER_SECOND.multiply(1852).divide(3600)),
            Map.entry("mph", METRE_PER_SECOND.multiply(0.44704)),
            Map.entry("W m-2", WATT_PER_SQUARE_METRE),
            Map.entry("W/m2", WATT_PER_SQUARE_METRE),
            Map.entry("J/cm2 in 10 min", WATT_PER_SQUARE_METRE.multiply(10_000).divide(600)),
            Map.entry("degree", DEGREE),
            Map.entry("mm", METRE.divide(1000)),
            Map.entry("cm", METRE.divide(100)),
            Map.entry("in", METRE.multiply(0.0254)),
            Map.entry("m", METRE),
            Map.entry("km", METRE.multiply(1000)),
            Map.entry("mi", METRE.multiply(1609.344)),
            Map.entry("nmi", METRE.multiply(1852))));

    /** How a number's unit is written behind it, where that is not as above; case means nothing there. */
    private static final Map<String, Set<String>> BEHIND = Map.ofEntries(
            Map.entry("degC", Set.of("°c", "℃", "c")),
            Map.entry("degF", Set.of("°f", "℉", "f")),
            Map.entry("degree", Set.of("°", "deg")),
            Map.entry("hPa", Set.of("mbar", "mb")),
            Map.entry("mbar", Set.of("hpa", "mb")),
            Map.entry("m s-1", Set.of("m/s", "mps")),
            Map.entry("m/s", Set.of("m s-1", "mps")),
            Map.entry("km/h", Set.of("kmh", "kph", "km/hr")),
            Map.entry("kn", Set.of("kt", "kts", "knots")),
            Map.entry("W m-2", Set.of("w/m2", "w/m²", "w/m^2")),
            Map.entry("W/m2", Set.of("w m-2", "w/m²", "w/m^2")));

    private static final Pattern WITH_UNIT = Pattern.compile("([+-]?[\\d.,]*\\d)\\s*([^\\d\\s.,+-].*)");

    private Units() {}

    /** A number without the unit behind it, if that is {@code unit}; of any other the text as it is, which is no number then. */
    static String without(String unit, String text) {
        Matcher parts = WITH_UNIT.matcher(text);
        if (!parts.matches()) {
            return text;
        }
        String behind = parts.group(2).strip().toLowerCase(Locale.ROOT);
        boolean fits = behind.equals(unit.toLowerCase(Locale.ROOT))
                || BEHIND.getOrDefault(unit, Set.of()).contains(behind);
        return fits ? parts.group(1) : text;
    }

    /** @throws SettingsException if the unit is unknown or measures something else */
    public static DoubleUnaryOperator conversion(Variable to, String from) {
        Unit<?> given = KNOWN.get(from);
        Unit<?> wanted = KNOWN.get(to.units());
        if (given == null || wanted == null) {
            throw new SettingsException("The unit '%s' of %s is not known; known are %s."
                    .formatted(from, to.cfName(), String.join(", ", KNOWN.keySet())));
        }
        if (given.equals(wanted)) {
            return DoubleUnaryOperator.identity();
        }
        try {
            UnitConverter converter = given.getConverterToAny(wanted);
            return converter::convert;
        } catch (javax.measure.IncommensurableException | javax.measure.UnconvertibleException e) {
            throw new SettingsException(
                    "The unit '%s' does not measure %s, which is in %s.".formatted(from, to.cfName(), to.units()), e);
        }
    }
}
