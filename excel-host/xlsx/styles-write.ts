import { getFormatFromId } from 'numfmt';
import { defaultStyle, type Style } from '../model/style.ts';
import { toXstringAttribute } from './escape.ts';
import { fromDegrees, horizontalNames, readingOrders, verticalNames } from './format-words.ts';
import {
  borderElement,
  differences,
  fillElement,
  fontElement,
  sidesChanged,
} from './style-elements.ts';
import { type Formats, sourceName } from './styles-read.ts';
import {
  attribute,
  child,
  children,
  type Document,
  type Element,
  make,
  needChild,
  numberAttribute,
  printNode,
  removeChildren,
  rootOf,
  setAttributes,
} from './xml.ts';

const rootOrder =
  'numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst'.split(
    ' ',
  );
const formatOrder = ['alignment', 'protection', 'extLst'];

/** Built-in number formats that read the same in every language; others are written out. */
const builtIn = new Map(
  [1, 2, 3, 4, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47, 48, 49].map(
    (id) => [getFormatFromId(id, 'en-US'), id] as const,
  ),
);

/** Entries of a list such as fonts, found by their text and added when they are new. */
class Entries {
  readonly #list: Element;
  readonly #known = new Map<string, number>();
  readonly #all: Element[];

  constructor(list: Element, item: string) {
    this.#list = list;
    this.#all = children(list, item);
    this.#all.forEach((element, index) => {
      const text = printNode(element);
      if (!this.#known.has(text)) this.#known.set(text, index);
    });
  }

  /** A copy of an entry, to be changed. */
  copy(index: number): Element | undefined {
    return this.#all[index]?.cloneNode(true) as Element | undefined;
  }

  add(element: Element): number {
    const text = printNode(element);
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    this.#list.appendChild(element);
    this.#known.set(text, this.#all.length);
    setAttributes(this.#list, { count: this.#all.push(element) });
    return this.#all.length - 1;
  }
}

/**
 * Finds the file's format for a style, and adds one where there is none. A new format is a copy of the
 * one that the style began as, changed only where the look changed, so that what we don't read
 * (theme colours, named styles, gradients) lives on.
 */
export class FormatWriter {
  readonly #document: Document;
  readonly #root: Element;
  readonly #formats: Formats;
  readonly #fonts: Entries;
  readonly #fills: Entries;
  readonly #borders: Entries;
  readonly #cellFormats: Entries;
  readonly #sources: ReadonlyMap<string, number>;
  readonly #indexes = new Map<Style, { plain?: number; quoted?: number }>();

  constructor(document: Document, formats: Formats, tag: string) {
    this.#document = document;
    this.#root = rootOf(document);
    this.#formats = formats;
    const entries = (list: string, item: string): Entries =>
      new Entries(needChild(this.#root, rootOrder, list), item);
    this.#fonts = entries('fonts', 'font');
    this.#fills = entries('fills', 'fill');
    this.#borders = entries('borders', 'border');
    this.#cellFormats = entries('cellXfs', 'xf');
    this.#sources = new Map(formats.styles.map((_style, index) => [sourceName(tag, index), index]));
  }

  /** The index of the cell format (`s`) for a style. */
  indexOf(style: Style, quotePrefix = false): number {
    const known = this.#indexes.get(style) ?? {};
    const index = (quotePrefix ? known.quoted : known.plain) ?? this.#make(style, quotePrefix);
    this.#indexes.set(style, { ...known, [quotePrefix ? 'quoted' : 'plain']: index });
    return index;
  }

  #make(style: Style, quotePrefix: boolean): number {
    const source = this.#sources.get(style.source ?? '') ?? 0;
    const base = this.#formats.styles[source] ?? defaultStyle;
    if (style === base && quotePrefix === (this.#formats.quotePrefixes[source] ?? false))
      return source;
    const format = this.#cellFormats.copy(source) ?? make(this.#document, 'xf', { xfId: 0 });
    const font = differences(style.font, base.font);
    const copyOf = (entries: Entries, attribute: string): Element | undefined =>
      entries.copy(numberAttribute(format, attribute) ?? 0);
    const apply: Record<string, boolean | number | undefined> = {};
    if (style.numberFormat !== base.numberFormat) {
      apply['numFmtId'] = this.#numberFormat(style.numberFormat);
      apply['applyNumberFormat'] = true;
    }
    if (Object.keys(font).length > 0) {
      apply['fontId'] = this.#fonts.add(
        fontElement(this.#document, copyOf(this.#fonts, 'fontId'), font),
      );
      apply['applyFont'] = true;
    }
    if (Object.keys(differences(style.fill, base.fill)).length > 0) {
      apply['fillId'] = this.#fills.add(fillElement(this.#document, style.fill));
      apply['applyFill'] = true;
    }
    if (sidesChanged(style.borders, base.borders).length > 0) {
      apply['borderId'] = this.#borders.add(
        borderElement(
          this.#document,
          copyOf(this.#borders, 'borderId'),
          style.borders,
          base.borders,
        ),
      );
      apply['applyBorder'] = true;
    }
    setAttributes(format, { ...apply, quotePrefix: quotePrefix || undefined });
    this.#align(format, style, base);
    this.#protect(format, style, base);
    return this.#cellFormats.add(format);
  }

  #numberFormat(code: string): number {
    if (code === 'General') return 0;
    const list = child(this.#root, 'numFmts');
    const own = list ? children(list, 'numFmt') : [];
    const stored = toXstringAttribute(code);
    const known = own.find((element) => attribute(element, 'formatCode') === stored);
    const id = numberAttribute(known, 'numFmtId') ?? builtIn.get(code);
    if (id !== undefined) return id;
    const ids = own.map((element) => numberAttribute(element, 'numFmtId') ?? 0);
    const numFmtId = Math.max(163, ...ids) + 1;
    const parent = needChild(this.#root, rootOrder, 'numFmts');
    parent.appendChild(make(this.#document, 'numFmt', { numFmtId, formatCode: stored }));
    setAttributes(parent, { count: own.length + 1 });
    return numFmtId;
  }

  #align(format: Element, { alignment }: Style, base: Style): void {
    const changed = differences(alignment, base.alignment);
    if (Object.keys(changed).length === 0) return;
    const element = needChild(format, formatOrder, 'alignment');
    const { horizontal, vertical, textOrientation, readingOrder } = changed;
    if (horizontal) setAttributes(element, { horizontal: horizontalNames.get(horizontal) });
    if (vertical) setAttributes(element, { vertical: verticalNames.get(vertical) });
    if (changed.wrapText !== undefined) setAttributes(element, { wrapText: changed.wrapText });
    if (changed.shrinkToFit !== undefined)
      setAttributes(element, { shrinkToFit: changed.shrinkToFit });
    if (changed.indent !== undefined) setAttributes(element, { indent: changed.indent });
    if (textOrientation !== undefined) {
      setAttributes(element, { textRotation: fromDegrees(textOrientation) });
    }
    if (readingOrder) setAttributes(element, { readingOrder: readingOrders.indexOf(readingOrder) });
    setAttributes(format, { applyAlignment: true });
  }

  #protect(format: Element, style: Style, base: Style): void {
    if (style.locked === base.locked && style.formulaHidden === base.formulaHidden) return;
    const element = needChild(format, formatOrder, 'protection');
    removeChildren(element);
    setAttributes(element, { locked: style.locked, hidden: style.formulaHidden });
    setAttributes(format, { applyProtection: true });
  }
}
