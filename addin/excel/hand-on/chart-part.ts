import type { Document, Element } from '@xmldom/xmldom';
import { elements, remove, textOf } from './package.ts';

/** Where a chart shows cells of sheets that are not handed on, it keeps what it showed. */
export function keepShown(chart: Document, isHandedOn: (formula: string) => boolean): void {
  for (const kind of ['num', 'str', 'multiLvlStr']) {
    for (const reference of elements(chart, `${kind}Ref`)) {
      if (!isHandedOn(textOf(elements(reference, 'f')[0]))) keepOne(chart, reference, kind);
    }
  }
}

function keepOne(chart: Document, reference: Element, kind: string): void {
  const parent = reference.parentNode as Element | null;
  const [cache] = elements(reference, `${kind}Cache`);
  const name = nameFor(parent, kind);
  if (!parent || !cache || name === null) {
    // A title without its text takes the one that Excel makes; categories are counted.
    if (parent) remove(parent);
    return;
  }
  const prefix = reference.prefix ? `${reference.prefix}:` : '';
  const kept = chart.createElementNS(reference.namespaceURI, prefix + name);
  if (name === 'v') kept.textContent = textOf(elements(cache, 'v')[0]);
  else for (const child of [...cache.childNodes]) kept.appendChild(child);
  parent.replaceChild(kept, reference);
}

/** The element that says the same without cells; null where there is none. */
function nameFor(parent: Element | null, kind: string): string | null {
  if (kind === 'num') return 'numLit';
  if (kind !== 'str') return null;
  if (parent?.localName !== 'tx') return 'strLit';
  const owner = parent.parentNode as Element | null;
  return owner?.localName === 'ser' ? 'v' : null;
}
