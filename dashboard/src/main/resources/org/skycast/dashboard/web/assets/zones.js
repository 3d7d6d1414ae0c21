// Times in a zone. Where nobody said a station's zone, that by its longitude is taken, and said so.

const formats = new Map();

function format(zone, options) {
  const key = zone + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...options }));
  return formats.get(key);
}

/** A zone of whole hours by a longitude in degrees east; IANA's names of these count the other way. */
export function byLongitude(longitude) {
  const hours = Math.round(longitude / 15);
  return hours === 0 ? 'Etc/GMT' : `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;
}

/** The zone for a choice ('station', 'browser' or 'utc'), and what to call it. */
export function zoneFor(choice, station) {
  if (choice === 'utc') return { zone: 'UTC', name: 'UTC' };
  if (choice === 'browser' || !station) {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
    return { zone, name: choice === 'browser' ? `${zone}, your browser’s` : zone };
  }
  if (station.zone) return { zone: station.zone, name: `${station.zone}, the station’s` };
  const zone = byLongitude(station.longitude);
  return { zone, name: `UTC${offset(0, zone)} by the station’s longitude; no zone is set for it` };
}

/** Such as +01:00; at a time in seconds, for it varies with summer time. */
export function offset(seconds, zone) {
  const part = format(zone, { timeZoneName: 'longOffset' }).formatToParts(new Date(seconds * 1000))
    .find(one => one.type === 'timeZoneName').value.replace('GMT', '');
  return part === '' ? '±00:00' : part;
}

/** Hours and minutes. */
export function clockTime(seconds, zone) {
  return format(zone, { hour: '2-digit', minute: '2-digit' }).format(new Date(seconds * 1000));
}

/** Day, month, hours and minutes. */
export function dayTime(seconds, zone) {
  return format(zone, { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
    .format(new Date(seconds * 1000));
}

/** The whole date, with the offset that held. */
export function fullTime(seconds, zone) {
  return `${format(zone, { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' })
    .format(new Date(seconds * 1000))} ${offset(seconds, zone)}`;
}

/** A day. */
export function day(seconds, zone) {
  return format(zone, { weekday: 'short', day: 'numeric', month: 'short' }).format(new Date(seconds * 1000));
}
