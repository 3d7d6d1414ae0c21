// Variables by their CF names, and units as people want them.

const NAMES = {
  air_temperature: 'Air temperature',
  dew_point_temperature: 'Dew point',
  relative_humidity: 'Relative humidity',
  air_pressure: 'Air pressure',
  wind_speed: 'Wind speed',
  wind_speed_of_gust: 'Gusts',
  wind_from_direction: 'Wind direction',
  surface_downwelling_shortwave_flux_in_air: 'Global irradiance',
  thickness_of_rainfall_amount: 'Rain',
  visibility_in_air: 'Visibility',
  cloud_area_fraction: 'Cloud cover',
  sky: 'Sky',
  newest_slot: 'Newest slot',
};

/** The order in which people look for them. */
export const ORDER = Object.keys(NAMES);

/** What people call a variable; one that is not known, as the wire does. */
export function variableName(name) {
  return NAMES[name] ?? name.replaceAll('_', ' ');
}

const same = value => value;
const METRIC = {
  degC: ['°C', same, 1], '%': ['%', same, 0], hPa: ['hPa', same, 1], 'm s-1': ['m/s', same, 1], degree: ['°', same, 0],
  'W m-2': ['W/m²', same, 0], mm: ['mm', same, 1], m: ['km', value => value / 1000, 1], 1: ['%', value => value * 100, 0],
};
const IMPERIAL = {
  ...METRIC,
  degC: ['°F', value => value * 1.8 + 32, 1], hPa: ['inHg', value => value / 33.8638866667, 2],
  'm s-1': ['mph', value => value / 0.44704, 1], mm: ['in', value => value / 25.4, 2], m: ['mi', value => value / 1609.344, 1],
};

/** How to show values of the wire's units: what to call them, the value to show, and its decimals. */
export function unit(units, system) {
  const known = system === 'cf' ? undefined : (system === 'imperial' ? IMPERIAL : METRIC)[units];
  const [name, of, decimals] = known ?? [units, same, 2];
  return { name, of: value => (value === null || value === undefined ? null : of(value)), decimals };
}

/** The least that a chart's axis spans, in the wire's units: noise shall not look like weather. */
export const LEAST_SPAN = { degC: 4, '%': 20, hPa: 4, 'm s-1': 4, degree: 360, 'W m-2': 100, mm: 1, m: 2000, 1: 1 };

/** Ends that nothing lies beyond, in the wire's units. */
export const BOUNDS = { '%': [0, 100], 'm s-1': [0, Infinity], degree: [0, 360], mm: [0, Infinity], m: [0, Infinity], 1: [0, 1] };

/** A value with its unit; what is missing is said to be. */
export function shown(value, units, system) {
  if (value === null || value === undefined) return 'missing';
  const to = unit(units, system);
  const number = to.of(value).toFixed(to.decimals).replace(/^-(0(\.0+)?)$/, '$1').replace('-', '−');
  return to.name === '%' || to.name === '°' ? number + to.name : `${number} ${to.name}`;
}

/** A comparison as people write it. */
export function comparator(sign) {
  return { '>=': '≥', '<=': '≤' }[sign] ?? sign;
}

/** Ends of an interval. */
export function interval(low, high, units, system) {
  const to = unit(units, system);
  const [a, b] = [low, high].map(value => to.of(value).toFixed(to.decimals).replace('-', '−'));
  return a === b ? shown(low, units, system) : `${a} to ${b} ${to.name}`;
}
