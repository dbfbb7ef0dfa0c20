import { defaultPageLayout } from '../model/create.ts';
import type { PageLayout } from '../model/workbook.ts';
import { fromXstring, toXstring } from './escape.ts';
import { sheetOrder } from './sheet-order.ts';
import {
  attribute,
  booleanAttribute,
  child,
  type Element,
  make,
  needChild,
  numberAttribute,
  putChild,
  setAttributes,
} from './xml.ts';

/** Excel.PaperType by the number that the file has, from 1. */
const papers =
  `Letter LetterSmall Tabloid Ledger Legal Statement Executive A3 A4 A4Small A5 B4 B5 Folio Quatro
  Paper10x14 Paper11x17 Note Envelope9 Envelope10 Envelope11 Envelope12 Envelope14 Csheet Dsheet Esheet
  EnvelopeDL EnvelopeC5 EnvelopeC3 EnvelopeC4 EnvelopeC6 EnvelopeC65 EnvelopeB4 EnvelopeB5 EnvelopeB6
  EnvelopeItaly EnvelopeMonarch EnvelopePersonal FanfoldUS FanfoldStdGerman FanfoldLegalGerman`.split(
    /\s+/u,
  );

const marginSides = ['left', 'right', 'top', 'bottom', 'header', 'footer'] as const;
const headerFooterOrder = 'oddHeader oddFooter evenHeader evenFooter firstHeader firstFooter'.split(
  ' ',
);
const sections = { L: 'left', C: 'center', R: 'right' } as const;

/** "&LElm Street&R&P": what stands left, in the middle and right. */
function readSections(text: string): { left: string; center: string; right: string } {
  const found = { left: '', center: '', right: '' };
  let section: keyof typeof found = 'center';
  for (const part of text.match(/&&|&"[^"]*"|&.|[^&]+|&$/gsu) ?? []) {
    const next = /^&[LCR]$/u.test(part)
      ? sections[part.charAt(1) as keyof typeof sections]
      : undefined;
    if (next) section = next;
    else found[section] += part;
  }
  return found;
}

function printSections(left: string, center: string, right: string): string {
  return (left && `&L${left}`) + (center && `&C${center}`) + (right && `&R${right}`);
}

function readHeaderFooter(element: Element | undefined): PageLayout['headerFooter'] {
  const header = readSections(fromXstring(child(element, 'oddHeader')?.textContent ?? ''));
  const footer = readSections(fromXstring(child(element, 'oddFooter')?.textContent ?? ''));
  return {
    leftHeader: header.left,
    centerHeader: header.center,
    rightHeader: header.right,
    leftFooter: footer.left,
    centerFooter: footer.center,
    rightFooter: footer.right,
  };
}

function readZoom(root: Element): PageLayout['zoom'] {
  const setup = child(root, 'pageSetup');
  const fits = booleanAttribute(child(child(root, 'sheetPr'), 'pageSetUpPr'), 'fitToPage');
  if (!fits) return { scale: numberAttribute(setup, 'scale') ?? 100 };
  const width = numberAttribute(setup, 'fitToWidth') ?? 1;
  const height = numberAttribute(setup, 'fitToHeight') ?? 1;
  return {
    ...(width > 0 ? { horizontalFitToPages: width } : {}),
    ...(height > 0 ? { verticalFitToPages: height } : {}),
  };
}

/** What a sheet says of its printing; areas and titles are names of the workbook, read there. */
export function readPageLayout(root: Element): PageLayout {
  const layout = defaultPageLayout();
  const setup = child(root, 'pageSetup');
  const options = child(root, 'printOptions');
  const margins = child(root, 'pageMargins');
  for (const side of marginSides) {
    const inches = numberAttribute(margins, side);
    if (inches !== undefined) layout.margins[side] = inches * 72;
  }
  const paper = numberAttribute(setup, 'paperSize') ?? 1;
  return {
    ...layout,
    orientation: attribute(setup, 'orientation') === 'landscape' ? 'Landscape' : 'Portrait',
    paperSize: papers[paper - 1] ?? 'Letter',
    centerHorizontally: booleanAttribute(options, 'horizontalCentered'),
    centerVertically: booleanAttribute(options, 'verticalCentered'),
    printGridlines: booleanAttribute(options, 'gridLines'),
    printHeadings: booleanAttribute(options, 'headings'),
    blackAndWhite: booleanAttribute(setup, 'blackAndWhite'),
    draftMode: booleanAttribute(setup, 'draft'),
    zoom: readZoom(root),
    headerFooter: readHeaderFooter(child(root, 'headerFooter')),
  };
}

const inches = (points: number): number => Math.round((points / 72) * 1e6) / 1e6;

/** Writes what differs from what the sheet's elements say already. */
export function writePageLayout(root: Element, layout: PageLayout): void {
  const before = readPageLayout(root);
  const differs = (...keys: (keyof PageLayout)[]): boolean =>
    keys.some((key) => JSON.stringify(layout[key]) !== JSON.stringify(before[key]));
  const element = (name: string): Element => needChild(root, sheetOrder, name);
  if (differs('margins')) {
    const sides = marginSides.map((side) => [side, inches(layout.margins[side])] as const);
    setAttributes(element('pageMargins'), Object.fromEntries(sides));
  }
  if (differs('centerHorizontally', 'centerVertically', 'printGridlines', 'printHeadings')) {
    setAttributes(element('printOptions'), {
      horizontalCentered: layout.centerHorizontally || undefined,
      verticalCentered: layout.centerVertically || undefined,
      headings: layout.printHeadings || undefined,
      gridLines: layout.printGridlines || undefined,
    });
  }
  if (differs('orientation', 'paperSize', 'blackAndWhite', 'draftMode')) {
    setAttributes(element('pageSetup'), {
      paperSize: papers.indexOf(layout.paperSize) + 1 || undefined,
      orientation: layout.orientation.toLowerCase(),
      blackAndWhite: layout.blackAndWhite || undefined,
      draft: layout.draftMode || undefined,
    });
  }
  if (differs('zoom')) writeZoom(root, layout.zoom);
  if (differs('headerFooter')) writeHeaderFooter(element('headerFooter'), layout.headerFooter);
}

function writeZoom(root: Element, zoom: PageLayout['zoom']): void {
  const { scale, horizontalFitToPages: width, verticalFitToPages: height } = zoom;
  const fits = width !== undefined || height !== undefined;
  setAttributes(needChild(root, sheetOrder, 'pageSetup'), {
    scale: fits || scale === 100 ? undefined : scale,
    fitToWidth: fits ? (width ?? 0) : undefined,
    fitToHeight: fits ? (height ?? 0) : undefined,
  });
  const properties = needChild(root, sheetOrder, 'sheetPr');
  const setup = needChild(properties, ['tabColor', 'outlinePr', 'pageSetUpPr'], 'pageSetUpPr');
  setAttributes(setup, { fitToPage: fits || undefined });
}

function writeHeaderFooter(element: Element, words: PageLayout['headerFooter']): void {
  const { ownerDocument: document } = element;
  if (!document) return;
  const put = (name: string, text: string): void => {
    const made = text === '' ? undefined : make(document, name, {}, toXstring(text));
    putChild(element, headerFooterOrder, name, made);
  };
  put('oddHeader', printSections(words.leftHeader, words.centerHeader, words.rightHeader));
  put('oddFooter', printSections(words.leftFooter, words.centerFooter, words.rightFooter));
}
