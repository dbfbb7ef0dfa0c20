/** The parts of a workbook's file, and how they point to each other. */
import type { Document, Element } from '@xmldom/xmldom';
import { DOMParser, XMLSerializer } from '@xmldom/xmldom';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

export interface Relation {
  readonly id: string;
  /** The last part of its type: "worksheet". */
  readonly type: string;
  /** Path of the part; null where it is outside of the file. */
  readonly path: string | null;
}

export class Parts {
  readonly #parts: Map<string, Uint8Array>;

  constructor(file: Uint8Array) {
    this.#parts = new Map(Object.entries(unzipSync(file)));
  }

  read(path: string): string {
    const part = this.#parts.get(path);
    if (!part) throw new Error(`The file has no part ${path}.`);
    return strFromU8(part);
  }

  parse(path: string): Document {
    return new DOMParser().parseFromString(this.read(path), 'text/xml');
  }

  write(path: string, content: string | Document): void {
    const text =
      typeof content === 'string' ? content : new XMLSerializer().serializeToString(content);
    this.#parts.set(path, strToU8(text));
  }

  has(path: string): boolean {
    return this.#parts.has(path);
  }

  /** '' is the file itself. */
  relations(path: string): Relation[] {
    const at = relationsPath(path);
    if (!this.#parts.has(at)) return [];
    return elements(this.parse(at), 'Relationship').map((one) => ({
      id: one.getAttribute('Id') ?? '',
      type: one.getAttribute('Type')?.split('/').at(-1) ?? '',
      path:
        one.getAttribute('TargetMode') === 'External'
          ? null
          : resolved(path, one.getAttribute('Target') ?? ''),
    }));
  }

  /** Takes relations out, and gives their ids. */
  dropRelations(path: string, isDropped: (relation: Relation) => boolean): Set<string> {
    const dropped = new Set(
      this.relations(path)
        .filter(isDropped)
        .map(({ id }) => id),
    );
    if (dropped.size === 0) return dropped;
    const document = this.parse(relationsPath(path));
    for (const one of elements(document, 'Relationship')) {
      if (dropped.has(one.getAttribute('Id') ?? '')) remove(one);
    }
    this.write(relationsPath(path), document);
    return dropped;
  }

  /** The file without the parts to which nothing leads any more. */
  pack(): Uint8Array {
    const reached = new Set<string>();
    const follow = (path: string): void => {
      for (const relation of this.relations(path)) {
        if (relation.path === null || reached.has(relation.path)) continue;
        reached.add(relation.path);
        follow(relation.path);
      }
    };
    follow('');
    const types = this.parse(TYPES);
    for (const one of elements(types, 'Override')) {
      if (!reached.has((one.getAttribute('PartName') ?? '').slice(1))) remove(one);
    }
    this.write(TYPES, types);
    const kept = [TYPES, relationsPath(''), ...reached, ...[...reached].map(relationsPath)];
    const entries = kept.flatMap((path): [string, Uint8Array][] => {
      const part = this.#parts.get(path);
      return part ? [[path, part]] : [];
    });
    return zipSync(Object.fromEntries(entries));
  }
}

const TYPES = '[Content_Types].xml';

function relationsPath(path: string): string {
  const slash = path.lastIndexOf('/') + 1;
  return `${path.slice(0, slash)}_rels/${path.slice(slash)}.rels`;
}

function resolved(base: string, target: string): string {
  return new URL(target, `file:///${base}`).pathname.slice(1);
}

/** In any namespace, whatever its prefix. */
export function elements(within: Document | Element, name: string): Element[] {
  return [...within.getElementsByTagNameNS('*', name)];
}

export function remove(element: Element): void {
  element.parentNode?.removeChild(element);
}

export function textOf(element: Element | undefined): string {
  return element?.textContent ?? '';
}
