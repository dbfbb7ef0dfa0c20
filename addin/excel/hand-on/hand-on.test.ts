import { DOMParser, XMLSerializer } from '@xmldom/xmldom';
import { expect, test } from 'vitest';
import { keepShown } from './chart-part.ts';
import { isOfItsOwn } from './own-formulas.ts';
import { standAlone } from './sheet-part.ts';

test.each([
  'B1*2',
  'SUM($B$2:B9)',
  'SUM(B:B)+1E5',
  'IF(N(G14)=0,"see Ledger!A1",SUMPRODUCT((E9:E9-C9:C9)*F9))',
  'NORM.DIST(A1,0,1,TRUE)',
])('%s means the same alone', (formula) => expect(isOfItsOwn(formula)).toBe(true));

test.each([
  'Ledger!A1',
  "'My ledger'!A1+1",
  'SUM(Payments[Amount])',
  '[1]Other!A1',
  'B1*Rate_2024',
  '_xldudf_POWERTRACKR_CHARGE(A1,B1)',
])('%s does not', (formula) => expect(isOfItsOwn(formula)).toBe(false));

const parse = (xml: string) => new DOMParser().parseFromString(xml, 'text/xml');
const print = (document: ReturnType<typeof parse>) =>
  new XMLSerializer().serializeToString(document).replaceAll(/ xmlns(?::\w+)?="[^"]*"/g, '');
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';

test('a formula that takes from elsewhere gives way to its value, also where it is shared', () => {
  const sheet = parse(
    `<worksheet ${MAIN}><c r="A1"><f t="shared" si="0" ref="A1:A2">L!B1</f><v>1</v></c>` +
      '<c r="A2"><f t="shared" si="0"/><v>2</v></c><c r="A3" t="str" cm="1"><f>L!C1</f><v>é &amp; x</v></c>' +
      '<c r="A4"><f>A1+A2</f><v>3</v></c></worksheet>',
  );
  standAlone(sheet, new Set());
  expect(print(sheet)).toBe(
    '<worksheet><c r="A1"><v>1</v></c><c r="A2"><v>2</v></c>' +
      '<c r="A3" t="inlineStr"><is><t xml:space="preserve">é &amp; x</t></is></c>' +
      '<c r="A4"><f>A1+A2</f><v>3</v></c></worksheet>',
  );
});

test('rules and links that look elsewhere go, with the parts that stay behind', () => {
  const sheet = parse(
    `<worksheet ${MAIN} xmlns:r="urn:r"><conditionalFormatting><cfRule><formula>L!A1</formula></cfRule></conditionalFormatting>` +
      '<dataValidations count="2"><dataValidation><formula1>Units</formula1></dataValidation>' +
      '<dataValidation><formula1>"a,b"</formula1></dataValidation></dataValidations>' +
      '<hyperlinks><hyperlink location="L!A1"/></hyperlinks><oleObject r:id="rId2"/><drawing r:id="rId1"/>' +
      '<extLst/></worksheet>',
  );
  standAlone(sheet, new Set(['rId2']));
  expect(print(sheet)).toBe(
    '<worksheet><dataValidations><dataValidation><formula1>"a,b"</formula1></dataValidation></dataValidations>' +
      '<drawing r:id="rId1"/></worksheet>',
  );
});

test('a chart of cells that stay behind keeps what it showed', () => {
  const chart = parse(
    '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:ser>' +
      '<c:tx><c:strRef><c:f>L!A1</c:f><c:strCache><c:pt idx="0"><c:v>kWh</c:v></c:pt></c:strCache></c:strRef></c:tx>' +
      '<c:cat><c:strRef><c:f>L!A2:A3</c:f><c:strCache><c:ptCount val="1"/></c:strCache></c:strRef></c:cat>' +
      '<c:val><c:numRef><c:f>L!B2</c:f><c:numCache><c:pt idx="0"><c:v>7</c:v></c:pt></c:numCache></c:numRef></c:val>' +
      '<c:val><c:numRef><c:f>Bill!B2</c:f></c:numRef></c:val></c:ser></c:chart>',
  );
  keepShown(chart, (formula) => formula.startsWith('Bill!'));
  expect(print(chart)).toBe(
    '<c:chart><c:ser><c:tx><c:v>kWh</c:v></c:tx>' +
      '<c:cat><c:strLit><c:ptCount val="1"/></c:strLit></c:cat>' +
      '<c:val><c:numLit><c:pt idx="0"><c:v>7</c:v></c:pt></c:numLit></c:val>' +
      '<c:val><c:numRef><c:f>Bill!B2</c:f></c:numRef></c:val></c:ser></c:chart>',
  );
});
