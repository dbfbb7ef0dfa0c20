import { contentOfPdf, type Piece } from '../../server/pdf/read-pdf.fixture.ts';

export interface PdfPage {
  /** White space collapsed. */
  readonly text: string;
  /** Texts of which one is written over the other. */
  readonly overlaps: readonly (readonly [string, string])[];
}

/** Points: what two texts may share, and how far two lines are apart. */
const [SLACK, LINE] = [1, 3];

export async function pdfPages(bytes: Uint8Array): Promise<PdfPage[]> {
  return (await contentOfPdf(bytes)).pages.map(pageOf);
}

function pageOf(pieces: readonly Piece[]): PdfPage {
  const text = pieces.map((piece) => piece.text).join(' ');
  const solid = pieces.filter((piece) => piece.text.trim() !== '');
  const overlaps = solid.flatMap((one, i) =>
    solid.slice(i + 1).flatMap((other): [string, string][] => {
      const isOneLine = Math.abs(one.baseline - other.baseline) < LINE;
      const shared = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      return isOneLine && shared > SLACK ? [[one.text, other.text]] : [];
    }),
  );
  return { text: text.replaceAll(/\s+/g, ' '), overlaps };
}
