import { SaxesParser } from 'saxes';
import { escapeAttribute, escapeText, fromXstring, toXstring } from './escape.ts';
import { Pieces } from './pieces.ts';
import { namespaces, xmlDeclaration } from './xml.ts';

/** A string of the file: its text, and where it is more than that, the elements it is made of. */
export interface RichString {
  readonly text: string;
  /** XML of the content of `si` or `is`: runs of rich text, phonetic signs. */
  readonly runs?: string;
}

export const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Puts a string together from what a streaming parser reports of an `si` or `is`. */
export class RichStringReader {
  #text = '';
  #runs = '';
  #isRich = false;
  #phonetic = 0;
  #inText = false;
  #isEmpty = false;

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    const local = localName(name);
    if (local !== 't') this.#isRich = true;
    if (local === 'rPh') this.#phonetic += 1;
    this.#inText = local === 't';
    const written = Object.entries(attributes).filter(([key]) => !key.startsWith('xmlns'));
    const list = written.map(([key, value]) => ` ${key}="${escapeAttribute(value)}"`);
    this.#runs += `<${local}${list.join('')}>`;
    this.#isEmpty = true;
  }

  content(text: string): void {
    if (!this.#inText) return;
    this.#runs += escapeText(text);
    this.#isEmpty = false;
    if (this.#phonetic === 0) this.#text += text;
  }

  close(name: string): void {
    const local = localName(name);
    if (local === 'rPh') this.#phonetic -= 1;
    this.#inText = false;
    this.#runs = this.#isEmpty ? `${this.#runs.slice(0, -1)}/>` : `${this.#runs}</${local}>`;
    this.#isEmpty = false;
  }

  end(): RichString {
    const text = fromXstring(this.#text);
    return this.#isRich ? { text, runs: this.#runs } : { text };
  }
}

/** The shared strings of a file, by index. */
export function readSharedStrings(xml: string): RichString[] {
  const list: RichString[] = [];
  let string: RichStringReader | undefined;
  const parser = new SaxesParser<{ xmlns: false; position: false }>({
    xmlns: false,
    position: false,
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (string) string.open(name, attributes);
    else if (localName(name) === 'si') string = new RichStringReader();
  });
  const content = (text: string): void => string?.content(text);
  parser.on('text', content);
  parser.on('cdata', content);
  parser.on('closetag', ({ name }) => {
    if (string && localName(name) === 'si') {
      list.push(string.end());
      string = undefined;
    } else string?.close(name);
  });
  parser.write(xml.replace(/^\uFEFF/u, '')).close();
  return list;
}

const hasEdgeSpace = /^\s|\s$|\n/u;

/** `<t>` with the spaces at its ends protected. */
export function textElement(text: string): string {
  const space = hasEdgeSpace.test(text) ? ' xml:space="preserve"' : '';
  return `<t${space}>${escapeText(toXstring(text))}</t>`;
}

/** Collects the strings of all cells while sheets are written. */
export class SharedStringWriter {
  readonly #plain = new Map<string, number>();
  readonly #rich = new Map<string, number>();
  #count = 0;

  /** The index of a string; `runs` is its rich text. */
  indexOf(text: string, runs?: string): number {
    this.#count += 1;
    const [indexes, key] = runs === undefined ? [this.#plain, text] : [this.#rich, runs];
    const known = indexes.get(key);
    if (known !== undefined) return known;
    const index = this.#plain.size + this.#rich.size;
    indexes.set(key, index);
    return index;
  }

  print(): Uint8Array {
    const items: string[] = [];
    for (const [runs, index] of this.#rich) items[index] = runs;
    for (const [text, index] of this.#plain) items[index] = textElement(text);
    const pieces = new Pieces();
    const counts = `count="${this.#count}" uniqueCount="${items.length}"`;
    pieces.add(`${xmlDeclaration}<sst xmlns="${namespaces.main}" ${counts}>`);
    for (const item of items) pieces.add(`<si>${item}</si>`);
    pieces.add('</sst>');
    return pieces.bytes();
  }
}
