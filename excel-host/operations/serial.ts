const dayLength = 86_400_000;

/**
 * The serial number of a date as Excel's DATE gives it, under either date system; undefined where it
 * has none. 1900 counts a 29 February that never was.
 */
export function serialOf(
  year: number,
  month: number,
  day: number,
  date1904: boolean,
): number | undefined {
  const full = year >= 0 && year < 1900 ? year + 1900 : year;
  const days = Math.round(Date.UTC(full, month - 1, day) / dayLength);
  const serial1904 = days - Math.round(Date.UTC(1904, 0, 1) / dayLength);
  const serial1900 = serial1904 + 1462;
  const serial = date1904 ? serial1904 : serial1900 > 60 ? serial1900 : serial1900 - 1;
  return serial < 0 || full > 9999 ? undefined : serial;
}
