import { copyFormula } from '../formulas/references.ts';
import type { Area } from '../model/area.ts';
import type { ConditionalFormat, Sheet, Validation } from '../model/workbook.ts';
import { sheetOrder } from './sheet-order.ts';
import { areasOf, printAreas } from './sheet-view.ts';
import { readRule, type Rule, ruleElement } from './validation-rules.ts';
import {
  attribute,
  child,
  children,
  descendants,
  type Element,
  make,
  printNode,
  putChild,
  revive,
  setAttributes,
} from './xml.ts';

// Conditional formats and data validation: kept as they are, moved with their cells. Newer ones stand
// in the sheet's extension list, where their areas and formulas are elements of their own.

interface KeptRule {
  readonly xml: string;
  /** First cell of the area, to which the formulas are relative. */
  readonly anchor: { readonly top: number; readonly left: number };
  /** Which of the extension's items it is; undefined for ordinary ones. */
  readonly extension?: number;
  readonly rule?: Rule;
}

const extensionItems = {
  conditionalFormatting: 'conditionalFormattings',
  dataValidation: 'dataValidations',
} as const;
type Item = keyof typeof extensionItems;

/** The items of a kind in the extension list, in order. */
function inExtension(root: Element, item: Item): Element[] {
  const list = child(root, 'extLst');
  const containers = list ? descendants(list, extensionItems[item]) : [];
  return containers.flatMap((container) => children(container, item));
}

const anchorOf = (areas: readonly Area[]): KeptRule['anchor'] => ({
  top: Math.min(...areas.map(({ top }) => top)),
  left: Math.min(...areas.map(({ left }) => left)),
});

function readItems<Read>(
  root: Element,
  ordinary: readonly Element[],
  item: Item,
  read: (areas: Area[], kept: KeptRule, element: Element) => Read,
): Read[] {
  const keep = (element: Element, areas: Area[], extension?: number): Read[] => {
    if (areas.length === 0) return [];
    const place = extension === undefined ? {} : { extension };
    return [read(areas, { xml: printNode(element), anchor: anchorOf(areas), ...place }, element)];
  };
  const plain = ordinary.flatMap((element) => keep(element, areasOf(attribute(element, 'sqref'))));
  const extended = inExtension(root, item).flatMap((element, i) =>
    keep(element, areasOf(child(element, 'sqref')?.textContent ?? undefined), i),
  );
  return [...plain, ...extended];
}

export function readRules(root: Element, sheet: Sheet): void {
  const formats = children(root, 'conditionalFormatting');
  sheet.conditionalFormats = readItems<ConditionalFormat>(
    root,
    formats,
    'conditionalFormatting',
    (areas, kept) => ({ areas, kept }),
  );
  const list = child(root, 'dataValidations');
  const validations = list ? children(list, 'dataValidation') : [];
  sheet.validations = readItems<Validation>(
    root,
    validations,
    'dataValidation',
    (areas, kept, element) => {
      const rule = kept.extension === undefined ? readRule(element) : undefined;
      return rule ? { areas, rule, kept: { ...kept, rule } } : { areas, kept };
    },
  );
}

/** The element with its area where it is now, and its formulas relative to that. */
function moved(element: Element, { anchor, extension }: KeptRule, areas: readonly Area[]): Element {
  const now = anchorOf(areas);
  const [byRows, byColumns] = [now.top - anchor.top, now.left - anchor.left];
  if (extension === undefined) setAttributes(element, { sqref: printAreas(areas) });
  else {
    const sqref = child(element, 'sqref');
    if (sqref) sqref.textContent = printAreas(areas);
  }
  if (byRows === 0 && byColumns === 0) return element;
  const names = extension === undefined ? ['formula', 'formula1', 'formula2'] : ['f'];
  for (const formula of names.flatMap((name) => descendants(element, name))) {
    formula.textContent = copyFormula(formula.textContent ?? '', byRows, byColumns);
  }
  return element;
}

/** Ordinary elements of the rules that are left; those of the extension list are put right in place. */
function writeItems(
  root: Element,
  item: Item,
  rules: readonly { areas: Area[]; kept?: unknown; rule?: Rule }[],
): Element[] {
  const { ownerDocument: document } = root;
  if (!document) return [];
  const extended = inExtension(root, item);
  const left = new Set<Element>();
  const ordinary = rules.flatMap(({ areas, kept: note, rule }) => {
    const kept = note as KeptRule | undefined;
    if (areas.length === 0) return [];
    if (kept?.extension !== undefined) {
      const element = extended[kept.extension];
      if (element) left.add(moved(element, kept, areas));
      return [];
    }
    const isKept = kept && JSON.stringify(kept.rule) === JSON.stringify(rule);
    if (isKept) return [moved(revive(document, kept.xml), kept, areas)];
    return rule ? (ruleElement(document, rule, printAreas(areas)) ?? []) : [];
  });
  for (const element of extended) {
    if (!left.has(element)) element.parentNode?.removeChild(element);
  }
  return ordinary;
}

/** Takes away what an extension list holds no more. */
function pruneExtensions(root: Element): void {
  const list = child(root, 'extLst');
  if (!list) return;
  for (const extension of children(list)) {
    const [container] = children(extension);
    const names: readonly string[] = Object.values(extensionItems);
    const isEmpty =
      container && names.includes(container.localName ?? '') && children(container).length === 0;
    if (isEmpty) list.removeChild(extension);
  }
  if (children(list).length === 0) root.removeChild(list);
}

export function writeRules(root: Element, sheet: Sheet): void {
  const { ownerDocument: document } = root;
  if (!document) return;
  for (const before of children(root, 'conditionalFormatting')) root.removeChild(before);
  const later = new Set(sheetOrder.slice(sheetOrder.indexOf('conditionalFormatting') + 1));
  const next = children(root).find((one) => later.has(one.localName ?? '')) ?? null;
  for (const element of writeItems(root, 'conditionalFormatting', sheet.conditionalFormats)) {
    root.insertBefore(element, next);
  }
  const list = writeItems(root, 'dataValidation', sheet.validations);
  const container = child(root, 'dataValidations') ?? make(document, 'dataValidations');
  for (const before of children(container)) container.removeChild(before);
  for (const element of list) container.appendChild(element);
  setAttributes(container, { count: list.length });
  putChild(root, sheetOrder, 'dataValidations', list.length > 0 ? container : undefined);
  pruneExtensions(root);
}
