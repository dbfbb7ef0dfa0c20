import { fromFileForm, toFileForm } from '../formulas/file-form.ts';
import { attribute, type Attributes, child, type Document, type Element, make } from './xml.ts';

/** As Excel.DataValidationRule: one kind with its bounds, list or formula. */
export type Rule = Readonly<Record<string, unknown>>;

const operators = new Map(
  `between notBetween equal notEqual greaterThan lessThan greaterThanOrEqual lessThanOrEqual`
    .split(' ')
    .map(
      (name) =>
        [
          name,
          name
            .replace(/^(?:equal|notEqual)$/u, '$&To')
            .replace(/^./u, (first) => first.toUpperCase()),
        ] as const,
    ),
);
const operatorNames = new Map([...operators].map(([name, word]) => [word, name]));
const ruleKinds = new Map([
  ['whole', 'wholeNumber'],
  ['decimal', 'decimal'],
  ['date', 'date'],
  ['time', 'time'],
  ['textLength', 'textLength'],
]);
const ruleTypes = new Map([...ruleKinds].map(([type, kind]) => [kind, type]));

const shown = (text: string | undefined): unknown =>
  text === undefined ? undefined : Number.isNaN(Number(text)) ? `=${text}` : Number(text);

/** The rule of a `dataValidation` element; undefined where it is of a kind that we don't know. */
export function readRule(element: Element): Rule | undefined {
  const type = attribute(element, 'type') ?? 'none';
  const formula = (name: string): string | undefined => {
    const text = child(element, name)?.textContent;
    return text ? fromFileForm(text) : undefined;
  };
  const first = formula('formula1');
  if (first === undefined) return undefined;
  if (type === 'custom') return { custom: { formula: `=${first}` } };
  if (type === 'list') {
    const text = /^"(.*)"$/su.exec(first)?.[1]?.replaceAll('""', '"');
    const inCellDropDown = attribute(element, 'showDropDown') !== '1';
    return { list: { inCellDropDown, source: text ?? `=${first}` } };
  }
  const kind = ruleKinds.get(type);
  if (!kind) return undefined;
  const operator = operators.get(attribute(element, 'operator') ?? 'between');
  const second = shown(formula('formula2'));
  const bounds = { formula1: shown(first), operator };
  return { [kind]: second === undefined ? bounds : { ...bounds, formula2: second } };
}

/** A value or formula of a rule as the file stores it. */
function stored(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number'
    ? toFileForm(`${value}`.replace(/^=/u, ''))
    : '';
}

/** A new `dataValidation` element for a rule. */
export function ruleElement(document: Document, rule: Rule, sqref: string): Element | undefined {
  const [[kind, content] = ['', {}]] = Object.entries(rule).filter(([, value]) => value);
  const part = content as Rule;
  const element = (attributes: Attributes, ...formulas: string[]): Element => {
    const shown = { allowBlank: true, showInputMessage: true, showErrorMessage: true, sqref };
    const parts = formulas.map((text, i) => make(document, `formula${i + 1}`, {}, text));
    return make(document, 'dataValidation', { ...attributes, ...shown }, parts);
  };
  if (kind === 'custom') return element({ type: 'custom' }, stored(part['formula']));
  if (kind === 'list') {
    const source = typeof part['source'] === 'string' ? part['source'] : '';
    const text = source.startsWith('=') ? stored(source) : `"${source.replaceAll('"', '""')}"`;
    const showDropDown = part['inCellDropDown'] === false || undefined;
    return element({ type: 'list', showDropDown }, text);
  }
  const type = ruleTypes.get(kind);
  if (!type) return undefined;
  const word = typeof part['operator'] === 'string' ? part['operator'] : 'Between';
  const operator = operatorNames.get(word);
  const bounds = [part['formula1'], part['formula2']].filter((value) => value !== undefined);
  return element(
    { type, operator: operator === 'between' ? undefined : operator },
    ...bounds.map(stored),
  );
}
