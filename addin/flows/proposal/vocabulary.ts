import type { FieldOf, Kind } from '../../../contract/kinds.ts';

/** What a field's cells mostly are. */
export type Shape = 'label' | 'text' | 'number' | 'date' | 'month' | 'flag';

export interface Wanted {
  readonly shape: Shape;
  /** Patterns for a header in plain words (English, some German, Spanish, French), best first. */
  readonly headers: readonly (readonly [RegExp, number])[];
  /** A header with this word means something else. */
  readonly not?: RegExp;
}

const PREVIOUS =
  /\b(prev(ious)?|last|old|opening|start(ing)?|begin(ning)?|prior|initial|vor\w*|alte?r?|anfang\w*|anterior|precedent|ancien)\b/;
const UNIT: Wanted = {
  shape: 'label',
  headers: [
    [
      /\b(unit|apartment|apt|flat|suite|site|premises?|wohnung|whg|einheit|unidad|vivienda|piso|departamento|logement|appartement|lot)\b/,
      10,
    ],
    [
      /\b(room|shop|house|door|space|plot|local|zimmer|haus|laden|habitacion|casa|office|store)\b/,
      7,
    ],
  ],
  not: /\b(date|price|rate|cost|charge|kwh|units|used|total|usage|consum\w*|reading)\b/,
};
const TENANT: Wanted = {
  shape: 'label',
  headers: [
    [
      /\b(tenant|lessee|renter|occupant|occupier|resident|mieter\w*|bewohner|inquilino|arrendatario|locataire)s?\b/,
      10,
    ],
    [/\bnam(e|en)\b|\bnombre\b|\bnom\b/, 5],
  ],
  not: /\b(mail|phone|date|id|charge|count|unit)\b/,
};
const SUB_METER: Wanted = {
  shape: 'label',
  headers: [
    [/\bsub ?(meter|utility|zahler)\b|\bunterzahler\b|\bsubmeter\b/, 10],
    [
      /\b(meter|zahler|medidor|contador|compteur) ?(no|nr|num|number|nummer|id|serial|name|label|#)/,
      9,
    ],
    [/\b(meter|zahler\w*|medidor|contador|compteur|board|circuit)\b/, 7],
  ],
  not: /\b(reading|read|date|stand|lectura|releve|multiplier|factor|digits|(?<!sub )utility|type|index)\b/,
};
const MONTH: Wanted = {
  shape: 'month',
  headers: [
    [/\b(period|month|datetime|monat|mes|mois|periodo|periode|zeitraum|abrechnungs\w*)\b/, 9],
  ],
  not: /\b(start|end|from|to|days)\b/,
};
const NOTE: Wanted = {
  shape: 'text',
  headers: [
    [
      /\b(notes?|remarks?|comments?|bemerkung(en)?|notiz(en)?|notas?|observacion(es)?|remarques?|commentaires?)\b/,
      8,
    ],
  ],
};
const REFERENCE: Wanted = {
  shape: 'text',
  headers: [
    [
      /\b(ref(erence)?|receipt|transaction|beleg\w*|verwendungszweck|referencia|recibo|recu|che(que|ck))\b/,
      9,
    ],
  ],
  not: /\bdate\b/,
};
const AMOUNT_NOT =
  /\b(vat|tax|levy|ccl|standing|rate|per|kwh|late|fee|penalty|iva|mwst|ust|tva|date|number|no|balance|saldo|energy)\b/;

type Vocabulary = { readonly [K in Kind]: Partial<Record<FieldOf<K>, Wanted>> };

export const VOCABULARY: Vocabulary = {
  units: {
    unit: UNIT,
    subMeter: SUB_METER,
    multiplier: {
      shape: 'number',
      headers: [
        [/\b(multiplier|factor|ct ratio|ct|faktor|wandler\w*|multiplicador|coefficient)\b/, 10],
      ],
    },
    digits: { shape: 'number', headers: [[/\b(digits|dials|stellen|digitos|chiffres)\b/, 10]] },
    note: NOTE,
  },
  tenancies: {
    unit: UNIT,
    tenant: TENANT,
    email: { shape: 'text', headers: [[/\be? ?mail\b|\bcorreo\b|\bcourriel\b/, 10]] },
    movedIn: {
      shape: 'date',
      headers: [
        [
          /\b(move[ds]? in|movein|lease start|check in|start|from|since|in|einzug|seit|entrada|entree|desde)\b/,
          9,
        ],
      ],
      not: /\bout\b/,
    },
    movedOut: {
      shape: 'date',
      headers: [
        [
          /\b(move[ds]? out|moveout|lease end|check out|end|to|until|out|auszug|bis|salida|sortie|hasta)\b/,
          9,
        ],
      ],
      not: /\bin\b/,
    },
    note: NOTE,
  },
  bills: {
    periodEnd: {
      shape: 'date',
      headers: [
        [/\b(end(ing|s)?|to|until|through|bis|ende|hasta|fin|au)\b/, 10],
        [/\b(bill(ing)? date|invoice date|date|datum|fecha)\b/, 5],
      ],
      not: /\b(due|paid|from|start|payment)\b/,
    },
    periodStart: {
      shape: 'date',
      headers: [[/\b(from|start(ing|s)?|begin(ning|s)?|von|beginn|desde|inicio|du|debut)\b/, 10]],
      not: /\b(due|paid|end)\b/,
    },
    totalKwh: {
      shape: 'number',
      headers: [
        [/\btotal adjusted\b.*\b(kwh|consumption|usage)\b/, 12],
        [/\b(total|billed)\b.*\b(kwh|consumption|usage|energy)\b/, 10],
        [/\b(kwh|consumption|usage|energy|verbrauch|consumo|consommation|energia|energie)\b/, 8],
      ],
      not: /\b(charge|cost|price|rate|amount|per|ct|gbp|usd|eur|preis|precio|prix|fee)\b/,
    },
    amount: {
      shape: 'number',
      headers: [
        [/\btotal net\b|\bnet (total|amount)\b/, 12],
        [
          /\b(amount|total) due\b|\b(bill|invoice)(ed)? (total|amount)\b|\btotal (amount|bill|charges?)\b|\brechnungsbetrag\b/,
          11,
        ],
        [/\b(amount|betrag|importe|montant|netto|net)\b/, 9],
        [/\b(gross|brutto|bruto|brut)\b/, 6],
        [/\btotal\b/, 5],
        [/\b(cost|costs|charge|charges|bill|kosten|coste|cout)\b/, 4],
      ],
      not: AMOUNT_NOT,
    },
    notPassedOn: {
      shape: 'number',
      headers: [
        [
          /\b(late (fee|charge|payment)s?|penalt(y|ies)|arrears|mahn\w*|saumnis\w*|recargos?|penalites?)\b/,
          9,
        ],
      ],
    },
    number: {
      shape: 'text',
      headers: [
        [
          /\b(invoice|bill|rechnungs?|factura|facture) ?(no|nr|num|number|nummer|id|#)|\brechnungs(nr|nummer)\b/,
          9,
        ],
      ],
    },
    dueDate: { shape: 'date', headers: [[/\b(due|fallig\w*|vencimiento|echeance)\b/, 10]] },
    note: NOTE,
  },
  readings: {
    unit: UNIT,
    subMeter: SUB_METER,
    date: {
      shape: 'date',
      headers: [
        [
          /\b(present|current|new|closing|latest|neue?s?|actual|nouveau)\b.*\b(date|datum|fecha)\b/,
          12,
        ],
        [
          /\b(reading|read|meter) (date|on|at)\b|\bdate (of )?read(ing)?\b|\bread on\b|\bables\w*|\bfecha (de )?lectura\b|\bdate (de )?releve\b/,
          11,
        ],
        [/\b(date|datum|fecha|day|tag)\b/, 8],
      ],
      not: new RegExp(`${PREVIOUS.source}|\\b(due|paid|bill|invoice)\\b`),
    },
    kwh: {
      shape: 'number',
      headers: [
        [
          /\b(present|current|new|closing|latest|end|neue?r?|actual|nouvel?)\b.*\b(reading|rdg|read|index|stand|lectura|releve|kwh|meter)\b/,
          12,
        ],
        [/\b(reading|readings|rdg|dial|index|zahlerst\w*|stand|lecturas?|releve|meter read)\b/, 10],
        [/\bkwh\b/, 5],
      ],
      not: new RegExp(
        `${PREVIOUS.source}|\\b(date|usage|used|consum\\w*|verbrauch|rate|price|charge|cost|amount|total|type|multiplier|per)\\b`,
      ),
    },
    usageKwh: {
      shape: 'number',
      headers: [[/\b(usage|used|consum\w*|verbrauch|consommation|difference)\b/, 7]],
      not: /\b(date|rate|price|charge|cost|amount)\b/,
    },
    previousDate: {
      shape: 'date',
      headers: [
        [
          new RegExp(
            `${PREVIOUS.source}.*\\b(date|datum|fecha|read on)\\b|\\b(date|datum|fecha)\\b.*${PREVIOUS.source}`,
          ),
          12,
        ],
      ],
    },
    previousKwh: {
      shape: 'number',
      headers: [[PREVIOUS, 12]],
      not: /\b(date|datum|fecha|usage|balance|amount|bill)\b/,
    },
    kind: {
      shape: 'text',
      headers: [[/\b(reading type|type|kind|estimated|est|art|tipo|status)\b/, 7]],
    },
    period: MONTH,
    note: NOTE,
  },
  payments: {
    date: {
      shape: 'date',
      headers: [
        [/\b(paid on|payment date|date paid|received( on)?|date|datum|fecha|zahl\w*)\b/, 9],
      ],
      not: /\b(due|bill|invoice)\b/,
    },
    amount: {
      shape: 'number',
      headers: [
        [/\b(paid|payments?|received|zahlung(en)?|gezahlt|pagos?|pagado|paiements?|paye)\b/, 10],
        [/\b(amount|betrag|importe|montant|credit|sum)\b/, 9],
      ],
      not: AMOUNT_NOT,
    },
    unit: UNIT,
    tenant: { ...TENANT, headers: [...TENANT.headers, [/\b(who|payer|from|zahler)\b/, 6]] },
    toUtility: {
      shape: 'flag',
      headers: [[/\b(to utility|utility payment|paid to utility)\b/, 10]],
    },
    reference: REFERENCE,
    period: MONTH,
    note: NOTE,
  },
  adjustments: {
    unit: UNIT,
    date: { shape: 'date', headers: [[/\b(date|datum|fecha)\b/, 8]] },
    amount: {
      shape: 'number',
      headers: [[/\b(amount|adjustment|betrag|importe|montant|credit)\b/, 9]],
      not: AMOUNT_NOT,
    },
    reason: { shape: 'text', headers: [[/\b(reason|grund|motivo|motif|raison)\b/, 10]] },
    tenant: TENANT,
    reference: REFERENCE,
  },
};
