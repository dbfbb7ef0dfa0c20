/** Names that Windows keeps for devices. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const LONGEST = 100;

/** A name for a file or folder that every system takes. @param what where nothing else is left */
export function safeName(text: string, what: string): string {
  const plain = trimmed(text.replaceAll(/[\p{C}\p{Zl}\p{Zp}\\/:*?"<>|]+/gu, ' '));
  const short = trimmed(Array.from(plain).slice(0, LONGEST).join(''));
  if (short === '') return what;
  return RESERVED.test(short) ? `${short} (${what.toLowerCase()})` : short;
}

function trimmed(text: string): string {
  return text.replace(/^[\s.]+|[\s.]+$/g, '');
}
