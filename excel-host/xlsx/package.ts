import { strFromU8, strToU8, zipSync } from 'fflate';
import { escapeAttribute } from './escape.ts';
import {
  attribute,
  children,
  namespaces,
  parseXml,
  rootOf,
  XlsxError,
  xmlDeclaration,
} from './xml.ts';
import { type Parts, relationshipsPath, relativePath, resolvePath } from './zip.ts';

export interface Relationship {
  readonly id: string;
  readonly type: string;
  /** The path of a part inside the package, or the address outside of it. */
  readonly target: string;
  readonly isExternal: boolean;
}

const contentTypesPath = '[Content_Types].xml';
const utf16 = new TextDecoder('utf-16');

/** An open package: parts, their content types and their relationships, to be read and rewritten. */
export class Package {
  readonly #parts: Map<string, Uint8Array | string>;
  readonly #relationships = new Map<string, Relationship[]>();
  readonly #defaults = new Map<string, string>();
  readonly #overrides = new Map<string, string>();
  /** Parts that nothing pointed to when the package was opened: not ours to throw away. */
  readonly #loose: ReadonlySet<string>;

  constructor(parts: Parts) {
    this.#parts = new Map(parts);
    this.#readContentTypes();
    const reached = this.#reachable();
    this.#loose = new Set([...parts.keys()].filter((path) => !reached.has(path)));
  }

  has(path: string): boolean {
    return this.#parts.has(path);
  }

  paths(): string[] {
    return [...this.#parts.keys()];
  }

  /** The path as it is written in the package; some producers mix upper and lower case. */
  find(path: string): string | undefined {
    if (this.#parts.has(path)) return path;
    const wanted = path.toLowerCase();
    return [...this.#parts.keys()].find((known) => known.toLowerCase() === wanted);
  }

  text(path: string): string | undefined {
    const part = this.#parts.get(this.find(path) ?? path);
    if (part === undefined || typeof part === 'string') return part;
    if ((part[0] === 0xff && part[1] === 0xfe) || (part[0] === 0xfe && part[1] === 0xff)) {
      return (part[0] === 0xff ? utf16 : new TextDecoder('utf-16be')).decode(part);
    }
    return strFromU8(part);
  }

  put(path: string, content: string | Uint8Array, contentType?: string): void {
    this.#parts.set(path, content);
    if (contentType !== undefined && this.contentType(path) !== contentType) {
      this.#overrides.set(path.toLowerCase(), contentType);
    }
  }

  /** The same content, with the same type, under another path. */
  copy(from: string, to: string): void {
    const part = this.#parts.get(from);
    if (part !== undefined) this.put(to, part, this.contentType(from));
  }

  contentType(path: string): string | undefined {
    const lower = path.toLowerCase();
    const extension = lower.slice(lower.lastIndexOf('.') + 1);
    return this.#overrides.get(lower) ?? this.#defaults.get(extension);
  }

  /** A path that is not taken: `newPath('xl/tables/table', '.xml')` → "xl/tables/table3.xml". */
  newPath(stem: string, extension: string): string {
    for (let number = 1; ; number += 1) {
      const path = `${stem}${number}${extension}`;
      if (this.find(path) === undefined) return path;
    }
  }

  /** The relationships of a part; '' for those of the package. */
  relationships(path: string): readonly Relationship[] {
    const known = this.#relationships.get(path);
    if (known) return known;
    const text = this.text(relationshipsPath(path));
    const elements = text === undefined ? [] : children(rootOf(parseXml(text)), 'Relationship');
    const list = elements.map((element) => {
      const target = attribute(element, 'Target') ?? '';
      const isExternal = attribute(element, 'TargetMode') === 'External';
      const inside = isExternal ? target : resolvePath(path, target);
      return {
        id: attribute(element, 'Id') ?? '',
        type: attribute(element, 'Type') ?? '',
        target: isExternal ? target : (this.find(inside) ?? inside),
        isExternal,
      };
    });
    this.#relationships.set(path, list);
    return list;
  }

  /** The first relationship whose type ends so ("/styles"). */
  related(path: string, type: string): Relationship | undefined {
    return this.relationships(path).find((relationship) => relationship.type.endsWith(type));
  }

  setRelationships(path: string, relationships: readonly Relationship[]): void {
    this.#relationships.set(path, [...relationships]);
  }

  /** Adds a relationship and gives its id; the same one a second time gives the first id. */
  relate(path: string, type: string, target: string, isExternal = false): string {
    const list = this.relationships(path);
    const same = list.find((one) => one.type === type && one.target === target);
    if (same) return same.id;
    const ids = new Set(list.map(({ id }) => id));
    let number = list.length + 1;
    while (ids.has(`rId${number}`)) number += 1;
    this.setRelationships(path, [...list, { id: `rId${number}`, type, target, isExternal }]);
    return `rId${number}`;
  }

  /** The zip file, without the parts that lost the last relationship to them. */
  pack(isCompressed: boolean): Uint8Array {
    this.#writeRelationships();
    const reached = this.#reachable();
    for (const path of this.#parts.keys()) {
      if (!reached.has(path) && !this.#loose.has(path)) this.#parts.delete(path);
    }
    const files: Record<string, Uint8Array> = { [contentTypesPath]: new Uint8Array() };
    for (const [path, part] of this.#parts) {
      files[path] = typeof part === 'string' ? strToU8(part) : part;
    }
    files[contentTypesPath] = strToU8(this.#printContentTypes());
    return zipSync(files, { level: isCompressed ? 3 : 0, mtime: new Date(1980, 0, 1) });
  }

  #readContentTypes(): void {
    const text = this.text(contentTypesPath);
    if (text === undefined) throw new XlsxError('This file is no .xlsx workbook.');
    for (const element of children(rootOf(parseXml(text)))) {
      const type = attribute(element, 'ContentType') ?? '';
      const extension = attribute(element, 'Extension');
      if (extension !== undefined) this.#defaults.set(extension.toLowerCase(), type);
      else {
        const path = (attribute(element, 'PartName') ?? '').replace(/^\//u, '');
        this.#overrides.set(path.toLowerCase(), type);
      }
    }
  }

  #printContentTypes(): string {
    const present = new Map([...this.#parts.keys()].map((path) => [path.toLowerCase(), path]));
    const defaults = [...this.#defaults].map(
      ([extension, type]) =>
        `<Default Extension="${escapeAttribute(extension)}" ContentType="${escapeAttribute(type)}"/>`,
    );
    const overrides = [...this.#overrides].flatMap(([lower, type]) => {
      const path = present.get(lower);
      return path === undefined
        ? []
        : [
            `<Override PartName="/${escapeAttribute(path)}" ContentType="${escapeAttribute(type)}"/>`,
          ];
    });
    const content = [...defaults, ...overrides].join('');
    return `${xmlDeclaration}<Types xmlns="${namespaces.contentTypes}">${content}</Types>`;
  }

  #writeRelationships(): void {
    for (const [path, list] of this.#relationships) {
      const at = relationshipsPath(path);
      if (list.length === 0) {
        this.#parts.delete(at);
        continue;
      }
      const content = list.map(({ id, type, target, isExternal }) => {
        const to = escapeAttribute(isExternal ? target : relativePath(path, target));
        const mode = isExternal ? ' TargetMode="External"' : '';
        return `<Relationship Id="${escapeAttribute(id)}" Type="${escapeAttribute(type)}" Target="${to}"${mode}/>`;
      });
      this.#parts.set(
        at,
        `${xmlDeclaration}<Relationships xmlns="${namespaces.packageRelationships}">${content.join('')}</Relationships>`,
      );
    }
  }

  /** What the package's relationships lead to, with the relationship parts themselves. */
  #reachable(): Set<string> {
    const reached = new Set([contentTypesPath]);
    const waiting = [''];
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      if (reached.has(path)) continue;
      reached.add(path);
      reached.add(this.find(relationshipsPath(path)) ?? '');
      for (const { target, isExternal } of this.relationships(path)) {
        if (!isExternal && this.has(target)) waiting.push(target);
      }
    }
    return reached;
  }
}
