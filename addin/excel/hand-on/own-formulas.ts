/** Formulas that mean the same in a workbook in which nothing but their own sheet is left. */

/** Neither other sheets, tables and names nor functions of add-ins. */
export function isOfItsOwn(formula: string): boolean {
  const bare = formula.replaceAll(/"(?:[^"]|"")*"/g, '""').replaceAll('$', '');
  if (/[!'[\]]/.test(bare)) return false;
  return [...bare.matchAll(/([A-Za-z_\\\p{L}][\w.\\\p{L}]*)\s*(\(?)/gu)].every(
    ([, word = '', bracket]) =>
      bracket === '(' ? !/^_xldudf|^POWERTRACKR/i.test(word) : isCellOrTruth(word),
  );
}

/** "B7", the "B" of "B:B", the "E5" of "1E5". */
function isCellOrTruth(word: string): boolean {
  return /^(?:[A-Z]{1,3}\d{0,7}|TRUE|FALSE)$/i.test(word);
}
