import type { Document, Element } from '@xmldom/xmldom';
import { isOfItsOwn } from './own-formulas.ts';
import { elements, remove, textOf } from './package.ts';

/** Takes out of a sheet what would point outside of it: formulas give way to their values. */
export function standAlone(sheet: Document, dropped: ReadonlySet<string>): void {
  valuesForFormulas(sheet);
  for (const rule of [...elements(sheet, 'cfRule'), ...elements(sheet, 'dataValidation')]) {
    const formulas = ['formula', 'formula1', 'formula2', 'f'].flatMap((name) =>
      elements(rule, name),
    );
    if (!formulas.every((one) => isOfItsOwn(textOf(one)))) remove(rule);
  }
  for (const name of ['conditionalFormatting', 'dataValidations']) {
    for (const one of elements(sheet, name)) {
      one.removeAttribute('count');
      const rules = [...elements(one, 'cfRule'), ...elements(one, 'dataValidation')];
      if (rules.length === 0) remove(one);
    }
  }
  for (const link of elements(sheet, 'hyperlink')) {
    if (link.getAttribute('location')) remove(link);
  }
  for (const one of elements(sheet, 'hyperlinks')) {
    if (elements(one, 'hyperlink').length === 0) remove(one);
  }
  // Sparklines, and what else came to Excel late, may tell of other sheets.
  for (const one of elements(sheet, 'extLst')) remove(one);
  for (const one of elements(sheet, '*')) {
    const id = [...one.attributes].find(({ name }) => name.endsWith(':id'))?.value;
    if (id !== undefined && dropped.has(id)) remove(one);
  }
}

function valuesForFormulas(sheet: Document): void {
  const cells = elements(sheet, 'c').filter((cell) => elements(cell, 'f').length > 0);
  // One formula may be shared by many cells, of which only the first has its text.
  const shared = new Map<string, string>();
  for (const cell of cells) {
    const [formula] = elements(cell, 'f');
    const group = formula?.getAttribute('si');
    if (group && textOf(formula) !== '') shared.set(group, textOf(formula));
  }
  for (const cell of cells) {
    const [formula] = elements(cell, 'f');
    if (!formula) continue;
    const text = textOf(formula) || (shared.get(formula.getAttribute('si') ?? '') ?? '!');
    if (!isOfItsOwn(text)) leaveValue(cell, formula);
  }
}

function leaveValue(cell: Element, formula: Element): void {
  remove(formula);
  for (const name of ['cm', 'vm']) cell.removeAttribute(name);
  if (cell.getAttribute('t') !== 'str') return;
  // A text that no formula gives stands in the cell itself.
  const [value] = elements(cell, 'v');
  const document = cell.ownerDocument;
  if (!value || !document) return;
  const [inline, text] = ['is', 't'].map((name) =>
    document.createElementNS(cell.namespaceURI, name),
  );
  if (!inline || !text) return;
  text.setAttribute('xml:space', 'preserve');
  text.appendChild(document.createTextNode(textOf(value)));
  inline.appendChild(text);
  remove(value);
  cell.appendChild(inline);
  cell.setAttribute('t', 'inlineStr');
}
