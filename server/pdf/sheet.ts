/**
 * Paper, written from top to bottom: lines of text that are wrapped, in cells side by side, over as many
 * pages as it takes. Every text is tagged with what it is, for those who have a page read to them; rules
 * and tints are marked as decoration.
 */
import Pdf from 'pdfkit';
import { FONT_NAMES, fontOf, printable } from './fonts.ts';
import { INK, LABEL, RULE, TINT, lineHeight } from './style.ts';
import type { Style } from './style.ts';
import { wrap } from './wrap.ts';

export const MARGIN = 54;
/** Below it only page numbers stand. */
const FOOT = 58;
/** Rows of so few lines are never torn apart. */
const WHOLE_LINES = 8;

export interface Cell extends Style {
  /** Lines end in "\n". */
  readonly text: string;
  /** In small type below. */
  readonly below?: string;
  /** From the left margin. */
  readonly x: number;
  readonly width: number;
  /** What it is to a screen reader; `TD` in rows of tables. */
  readonly tag?: string;
}

type Element = PDFKit.PDFStructureElement;

interface Line extends Style {
  readonly text: string;
}

interface Laid {
  readonly cell: Cell;
  readonly lines: readonly Line[];
  readonly element: Element;
}

export interface Titled {
  readonly title: string;
  readonly language: string;
  readonly paper: 'LETTER' | 'A4';
  /** In place of the time at which it is made, which would make every copy another file. */
  readonly date: Date;
}

export class Sheet {
  readonly doc: PDFKit.PDFDocument;
  readonly width: number;
  y = MARGIN;
  private readonly chunks: Uint8Array[] = [];
  private readonly root: Element;
  private parent: Element;

  constructor({ title, language, paper, date }: Titled) {
    this.doc = new Pdf({
      ...{ size: paper, margin: 0, bufferPages: true, pdfVersion: '1.7' },
      ...{ tagged: true, lang: language, displayTitle: true },
      // No font of its own: the type does not know that this is possible.
      font: null as unknown as string,
      info: { Title: printable(title), Creator: 'PowerTrackr', CreationDate: date, ModDate: date },
    });
    for (const name of FONT_NAMES) {
      // A font that was read already is taken as well, though the type knows files only.
      this.doc.registerFont(name, fontOf(name) as unknown as string);
    }
    this.doc.on('data', (chunk: Uint8Array) => this.chunks.push(chunk));
    this.width = this.doc.page.width - 2 * MARGIN;
    this.root = this.doc.struct('Document');
    this.doc.addStructure(this.root);
    this.parent = this.root;
  }

  /** Everything written inside belongs to one element: a table, a row. */
  within(tag: string, write: () => void): void {
    const [outer, element] = [this.parent, this.doc.struct(tag)];
    outer.add(element);
    this.parent = element;
    write();
    this.parent = outer;
    element.end();
  }

  gap(points: number): void {
    this.y += points;
  }

  /** The next so many points are not torn apart. */
  keep(points: number): void {
    if (this.y > MARGIN && this.y + points > this.bottom) this.turn();
  }

  /** Cells side by side; the next row is below the longest of them. */
  row(cells: readonly Cell[]): void {
    const laid = cells.map((cell): Laid => {
      const element = this.doc.struct(cell.tag ?? 'P');
      this.parent.add(element);
      return { cell, lines: this.linesOf(cell), element };
    });
    const height = Math.max(...cells.map(({ size }) => lineHeight(size)));
    const count = Math.max(...laid.map(({ lines }) => lines.length));
    if (count <= WHOLE_LINES) this.keep(count * height);
    if (this.y + count * height <= this.bottom) {
      for (const one of laid) one.lines.forEach((_, n) => this.line(one, n, n * height));
      this.y += count * height;
    } else this.torn(laid, count, height);
    for (const { element } of laid) element.end();
  }

  /** Two blocks side by side; one below the other, where the first goes on to another page. */
  beside(first: () => void, second: () => void): void {
    const { y, doc } = this;
    const { page } = doc;
    first();
    if (doc.page !== page) return second();
    const end = this.y;
    this.y = y;
    second();
    if (doc.page === page) this.y = Math.max(this.y, end);
  }

  rule(color = RULE, weight = 0.75): void {
    this.decoration(() => {
      this.doc.lineWidth(weight).strokeColor(color);
      this.doc
        .moveTo(MARGIN, this.y)
        .lineTo(MARGIN + this.width, this.y)
        .stroke();
    });
  }

  /** Behind what is written next. */
  tint(height: number, color = TINT): void {
    this.keep(height);
    this.decoration(() => {
      this.doc.roundedRect(MARGIN, this.y, this.width, height, 4).fill(color);
    });
  }

  /** On every page, after all is written: nothing that belongs to the text. */
  onEveryPage(write: (page: number, pages: number) => void): void {
    const { count } = this.doc.bufferedPageRange();
    for (let page = 0; page < count; page += 1) {
      this.doc.switchToPage(page);
      this.decoration(() => write(page + 1, count));
    }
  }

  /** Anywhere on the page. */
  place(text: string, x: number, y: number, style: Style = {}): void {
    const shown = printable(text);
    this.use(style);
    const left = style.align === 'right' ? x - this.doc.widthOfString(shown) : x;
    this.doc.text(shown, left, y, { lineBreak: false });
  }

  async end(): Promise<Uint8Array<ArrayBuffer>> {
    this.root.end();
    const ended = new Promise((resolve) => this.doc.once('end', resolve));
    this.doc.end();
    await ended;
    return new Uint8Array(Buffer.concat(this.chunks));
  }

  private get bottom(): number {
    return this.doc.page.height - FOOT;
  }

  private turn(): void {
    this.doc.addPage();
    this.y = MARGIN;
  }

  /** Over as many pages as it takes. */
  private torn(laid: readonly Laid[], count: number, height: number): void {
    for (let n = 0; n < count; n += 1) {
      this.keep(height);
      for (const one of laid) this.line(one, n, 0);
      this.y += height;
    }
  }

  private line({ cell, lines, element }: Laid, n: number, below: number): void {
    const line = lines[n];
    if (line === undefined || line.text === '') return;
    element.add(this.doc.markStructureContent(cell.tag ?? 'P'));
    const x = MARGIN + cell.x + (cell.align === 'right' ? cell.width : 0);
    this.place(line.text, x, this.y + below, line);
    this.doc.endMarkedContent();
  }

  private decoration(draw: () => void): void {
    this.doc.markContent('Artifact', { type: 'Layout' });
    draw();
    this.doc.endMarkedContent();
  }

  private use({ font = 'regular', size = 9.5, color = INK }: Style): void {
    this.doc.font(font).fontSize(size).fillColor(color);
  }

  private linesOf(cell: Cell): Line[] {
    const below = { ...cell, ...LABEL, text: cell.below ?? '' };
    return [cell, ...(below.text === '' ? [] : [below])].flatMap((part) =>
      this.wrapped(part).map((text) => ({ ...part, text })),
    );
  }

  private wrapped(cell: Cell): string[] {
    this.use(cell);
    return wrap(cell.text, cell.width, (text) => this.doc.widthOfString(printable(text)));
  }
}
