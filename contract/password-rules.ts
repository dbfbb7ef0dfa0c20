/**
 * What a password may be: the same words and figures on both sides, so that the pane's meter tells
 * beforehand what the server will say. The judging itself is done by zxcvbn-ts on each side.
 */
export const PASSWORD_CHARACTERS = { least: 8, most: 128 } as const;

export const PASSWORD_STRENGTH = {
  /** A password that is found within so many guesses is refused. */
  leastGuesses: 1_000_000,
  /** Only the first characters are looked at: the work grows fast with them. */
  charactersJudged: 32,
  /** Ways to read "4" as "a" and the like that are followed up, for the same reason. */
  substitutions: 10,
} as const;

/** What comes to mind first for a password here, besides what people choose anywhere. */
export const EXPECTED_WORDS = [
  ...['powertrackr', 'powertracker', 'electricity', 'electric', 'kilowatt', 'energy', 'utility'],
  ...['landlord', 'tenant', 'apartment', 'property', 'building', 'rental', 'meter', 'reading'],
  ...['excel', 'microsoft', 'office365', 'spreadsheet', 'workbook', 'ledger'],
] as const;

/** What others know of an account, and would try first: its address and name, and their parts. */
interface Owner {
  readonly email: string;
  readonly name: string;
}

/** Shorter words are part of many others. */
const SHORTEST_OWN_WORD = 4;

/** Words of the address and the name, whole and in parts, and our own name; as they are compared. */
export function ownWords({ email, name }: Owner): string[] {
  const [local = '', domain = ''] = email.split('@');
  const wholes = [email, local, name, 'powertrackr'];
  const parts = [local, domain.replace(/\.[^.]*$/, ''), name].flatMap((one) =>
    one.split(/[^\p{L}\p{M}\p{N}]+/u),
  );
  const words = [...wholes, ...parts].map(comparable);
  return [...new Set(words)].filter((one) => one.length >= SHORTEST_OWN_WORD);
}

/** How many characters of a password are left once its owner's own words are taken out, if it has any. */
export function leftWithoutOwnWords(password: string, owner: Owner): number {
  const plain = comparable(password);
  const longestFirst = ownWords(owner).toSorted((a, b) => b.length - a.length);
  const rest = longestFirst.reduce((text, word) => text.replaceAll(word, ''), plain);
  return Array.from(rest === plain ? password : rest).length;
}

/** Without case, width and white space. */
function comparable(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
}
