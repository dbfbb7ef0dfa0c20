// What XML cannot hold (control characters, halves of surrogate pairs), and text that looks like the
// escape for it.
const unsafe = /[^\P{Cc}\t\n\u007f-\u009f]|\p{Cs}|[\ufffe\uffff]|_(?=x[0-9a-f]{4}_)/giu;
const escaped = /_x([0-9a-f]{4})_/giu;

const escapeSign = (sign: string): string =>
  `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

/** Text as the format stores it ("ST_Xstring"): characters that XML cannot hold become _x000D_. */
export function toXstring(text: string): string {
  return text.replaceAll(unsafe, escapeSign);
}

/** The same for an attribute, in which line breaks and tabs would be lost. */
export function toXstringAttribute(text: string): string {
  return toXstring(text).replaceAll(/[\n\t]/gu, escapeSign);
}

export function fromXstring(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replaceAll(escaped, (_all, code: string) => String.fromCharCode(parseInt(code, 16)));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
};

/** Text between tags. */
export function escapeText(text: string): string {
  return /[&<>]/u.test(text) ? text.replaceAll(/[&<>]/gu, (sign) => entities[sign] ?? sign) : text;
}

/** Text of an attribute in double quotes. */
export function escapeAttribute(text: string): string {
  return text.replaceAll(/[&<>"\n\r\t]/gu, (sign) => entities[sign] ?? sign);
}
