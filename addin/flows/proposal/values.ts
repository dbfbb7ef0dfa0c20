import type { Kind } from '../../../contract/kinds.ts';

/** Words in the name of a table or its sheet that speak for a kind. */
export const TABLE_NAMES: Readonly<Record<Kind, RegExp>> = {
  units: /unit|meter|apartment|wohnung|zahler|unidad|logement/,
  tenancies: /tenan|lease|mieter|inquilin|locatair/,
  bills: /bill|invoice|rechnung|factur/,
  readings: /reading|ablesung|zahlerst|lectura|releve/,
  payments: /payment|receipt|zahlung|pago|paiement/,
  adjustments: /adjust|correct|korrektur|ajuste/,
};

/** Utilities as ledgers write them; true where it is electricity. */
export const UTILITIES: ReadonlyMap<string, boolean> = new Map([
  ...[
    'e',
    'el',
    'elec',
    'electric',
    'electricity',
    'power',
    'kwh',
    'strom',
    'electricidad',
    'luz',
    'electricite',
  ].map((word) => [word, true] as const),
  ...[
    'g',
    'gas',
    'w',
    'water',
    'h',
    'heat',
    'heating',
    'm3',
    'wasser',
    'warme',
    'heizung',
    'agua',
    'eau',
    'gaz',
    'sewer',
    'sewage',
    'chilled water',
    'steam',
    'internet',
    'trash',
  ].map((word) => [word, false] as const),
]);

/** The account with the utility, where one table holds the bills of several. */
export const ACCOUNT =
  /\b(mpan|mprn?|account|acct|supply|contract|meter point|pod|nis|cups|pdl|konto|zahlpunkt|malo|vertrag\w*|cuenta|contrato|compte|contrat)\b/;

/** A column of TRUE and FALSE that says "what this measures is taken off". */
export const TAKEN_OFF =
  /\b(flow|direction|return|export|reverse|deduct\w*|subtract\w*|minus|negative|sign)\b/;

/** Reading kinds as ledgers write them. */
export const READING_KIND_WORDS: ReadonlyMap<string, string> = new Map([
  ...[
    'estimated',
    'estimate',
    'est',
    'e',
    'geschatzt',
    'schatzung',
    'estimado',
    'estimada',
    'estime',
  ].map((word) => [word, 'estimated'] as const),
  ...['actual', 'a', 'real', 'regular', 'read', 'customer', 'abgelesen', 'reel'].map(
    (word) => [word, 'regular'] as const,
  ),
  ...['opening', 'initial', 'start', 'anfang', 'inicial', 'initiale'].map(
    (word) => [word, 'opening'] as const,
  ),
  ...['final', 'closing', 'end', 'ende', 'finale'].map((word) => [word, 'final'] as const),
]);
