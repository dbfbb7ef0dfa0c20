import { printAbsolute, quoteSheetName } from '../model/area.ts';
import { errorValue } from '../model/value.ts';
import type { DefinedName, Sheet, Workbook } from '../model/workbook.ts';
import { invalidArgument } from '../error.ts';
import { sheetById } from '../operations/find.ts';
import { addName, deleteName, nameNamed } from '../operations/names.ts';
import { type Args, asFlag, asText } from '../wire/args.ts';
import { child, type Instance, method, property } from '../wire/classes.ts';
import type { Host } from '../wire/host.ts';
import {
  namedItemClass,
  namedItemCollectionClass,
  rangeClass,
  worksheetClass,
} from './declared.ts';
import { areaOfRange, lookUp, notFound, rangeObject } from './reach.ts';

const namesOf = (sheet: Sheet | undefined, { names }: Workbook): DefinedName[] =>
  names.filter((name) => name.sheet === sheet?.id && !name.name.startsWith('_xlnm.'));

function find(sheet: Sheet | undefined, args: Args, host: Host): Instance | null {
  const name = nameNamed(host.workbook, args.text(0), sheet?.id);
  return name ? namedItemClass.of(name) : null;
}

function formulaOf(args: Args, host: Host): string {
  const range = args.target(1, rangeClass);
  if (range) {
    const area = areaOfRange(range, host);
    return `${quoteSheetName(range.sheet.name)}!${printAbsolute(area)}`;
  }
  const text = args.text(1);
  if (!text.startsWith('=')) throw invalidArgument('A formula begins with "=".');
  return text.slice(1);
}

namedItemCollectionClass.implement(
  {
    add: method(4, ({ sheet }, args, host) => {
      const given = {
        name: args.text(0),
        formula: formulaOf(args, host),
        comment: args.optionalText(2) ?? '',
      };
      return namedItemClass.of(host.edit((edit) => addName(edit, sheet, given)));
    }),
    getCount: method(4, ({ sheet }, _args, host) => namesOf(sheet, host.workbook).length),
    getItemOrNullObject: method(4, ({ sheet }, args, host) => find(sheet, args, host)),
  },
  {
    items: ({ sheet }, host) =>
      namesOf(sheet, host.workbook).map((name) => namedItemClass.of(name)),
    item: ({ sheet }, args, host) => find(sheet, args, host),
  },
);

const rangeOf = (name: DefinedName, host: Host) => {
  const home = name.sheet === undefined ? undefined : sheetById(host.workbook, name.sheet);
  return lookUp(host.workbook, home, name.formula);
};

/** A constant's value, or undefined where the name is a formula that the host does not calculate. */
function constantOf(formula: string): string | number | boolean | undefined {
  const text = formula.trim();
  if (/^"(?:[^"]|"")*"$/.test(text)) return text.slice(1, -1).replaceAll('""', '"');
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  if (text !== '' && Number.isFinite(Number(text))) return Number(text);
  return errorValue(text)?.error;
}

function typeOf(name: DefinedName, host: Host): string {
  if (rangeOf(name, host)) return 'Range';
  const value = constantOf(name.formula);
  if (typeof value === 'number') return Number.isInteger(value) ? 'Integer' : 'Double';
  if (typeof value === 'boolean') return 'Boolean';
  if (value === undefined || errorValue(value)) return 'Error';
  return 'String';
}

function valueOf(name: DefinedName, host: Host): unknown {
  const found = rangeOf(name, host);
  if (!found) return constantOf(name.formula) ?? '#N/A';
  return `${quoteSheetName(found.sheet.name)}!${printAbsolute(found.area)}`;
}

namedItemClass.implement(
  {
    name: property(1, ({ name }) => name),
    type: property(1, typeOf),
    value: property(1, valueOf),
    visible: property(
      1,
      ({ visible }) => visible,
      (name, value, host) => {
        const visible = asFlag(value);
        host.edit((edit) => {
          edit.assign(name, { visible });
          edit.tell({ what: 'namesChanged' });
        });
      },
    ),
    comment: property(
      4,
      ({ comment }) => comment,
      (name, value, host) => {
        const comment = asText(value);
        host.edit((edit) => {
          edit.assign(name, { comment });
          edit.tell({ what: 'namesChanged' });
        });
      },
    ),
    scope: property(4, ({ sheet }) => (sheet === undefined ? 'Workbook' : 'Worksheet')),
    formula: property(
      7,
      ({ formula }) => `=${formula}`,
      (name, value, host) => {
        const text = asText(value);
        if (!text.startsWith('=')) throw invalidArgument('A formula begins with "=".');
        host.edit((edit) => {
          edit.assign(name, { formula: text.slice(1) });
          edit.tell({ what: 'namesChanged' });
        });
      },
    ),
    worksheet: child(4, ({ sheet }, host) => {
      const found = sheet === undefined ? undefined : sheetById(host.workbook, sheet);
      if (!found) throw notFound();
      return worksheetClass.of(found);
    }),
    worksheetOrNullObject: child(4, ({ sheet }, host) => {
      const found = sheet === undefined ? undefined : sheetById(host.workbook, sheet);
      return found ? worksheetClass.of(found) : null;
    }),
    getRange: method(1, (name, _args, host) => {
      const found = rangeOf(name, host);
      if (!found) throw notFound();
      return rangeObject(host, found.sheet, found.area);
    }),
    getRangeOrNullObject: method(4, (name, _args, host) => {
      const found = rangeOf(name, host);
      return found ? rangeObject(host, found.sheet, found.area) : null;
    }),
    delete: method(4, (name, _args, host) => host.edit((edit) => deleteName(edit, name))),
  },
  {
    identity: (name, host) => {
      if (!host.workbook.names.includes(name)) throw notFound();
      return { _Id: name.name };
    },
  },
);
