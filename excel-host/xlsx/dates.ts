// Dates written as text inside the file: rarely in cells, always in filters and properties.

/** Serial of 1 January 1970 in the date system that begins in 1900. */
const epoch1900 = 25_569;
const days1904 = 1462;

/** The serial number of "2025-01-31" or "2025-01-31T12:00:00"; undefined where it is no such date. */
export function serialOfIso(text: string, date1904: boolean): number | undefined {
  const time = Date.parse(/T/u.test(text) && !/Z$|[+-]\d\d:\d\d$/u.test(text) ? `${text}Z` : text);
  if (Number.isNaN(time)) return undefined;
  const serial = time / 86_400_000 + epoch1900;
  // Before 1 March 1900 the false leap day shifts the count by one.
  return date1904 ? serial - days1904 : serial < 61 ? serial - 1 : serial;
}
