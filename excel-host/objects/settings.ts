import type { CustomXmlPart, Workbook } from '../model/workbook.ts';
import { ExcelError, invalidArgument } from '../error.ts';
import { newId } from '../model/create.ts';
import { method, property } from '../wire/classes.ts';
import type { Host } from '../wire/host.ts';
import {
  customXmlPartClass,
  customXmlPartCollectionClass,
  customXmlPartScopedCollectionClass,
  settingClass,
  settingCollectionClass,
} from './declared.ts';
import { notFound } from './reach.ts';

/** What add-ins keep inside the file: settings by key, and XML parts. */

function setSetting(host: Host, key: string, value: unknown): void {
  host.edit((edit) => {
    edit.setEntry(host.workbook.settings, key, value ?? null);
    edit.tell({ what: 'settingsChanged' });
  });
}

settingCollectionClass.implement(
  {
    add: method(4, (_workbook, args, host) => {
      const key = args.text(0);
      setSetting(host, key, args.at(1));
      return settingClass.of({ key });
    }),
    getCount: method(4, ({ settings }) => settings.size),
    getItemOrNullObject: method(4, ({ settings }, args) => {
      const key = args.text(0);
      return settings.has(key) ? settingClass.of({ key }) : null;
    }),
  },
  {
    items: ({ settings }) => [...settings.keys()].map((key) => settingClass.of({ key })),
    item: ({ settings }, args) => {
      const key = args.text(0);
      return settings.has(key) ? settingClass.of({ key }) : null;
    },
  },
);

settingClass.implement(
  {
    key: property(4, ({ key }) => key),
    value: property(
      4,
      ({ key }, host) => {
        if (!host.workbook.settings.has(key)) throw notFound();
        return host.workbook.settings.get(key);
      },
      ({ key }, value, host) => setSetting(host, key, value),
    ),
    delete: method(4, ({ key }, _args, host) => {
      host.edit((edit) => {
        edit.setEntry(host.workbook.settings, key, undefined);
        edit.tell({ what: 'settingsChanged' });
      });
    }),
  },
  { identity: ({ key }) => ({ _Id: key }) },
);

const partById = ({ customXmlParts }: Workbook, id: string): CustomXmlPart | undefined =>
  customXmlParts.find((part) => part.id === id);

/** The namespace of the root element; refused where the text is no XML at first sight. */
function namespaceOf(xml: string): string {
  const root = /^\s*(?:<\?[^>]*\?>\s*)?(?:<!--[^]*?-->\s*)*<([\w.-]+:)?[\w.-]+([^>]*)>/.exec(xml);
  if (!root) throw invalidArgument('A custom XML part must be well-formed XML.');
  const prefix = root[1]?.slice(0, -1);
  const attribute = prefix === undefined ? 'xmlns' : `xmlns:${prefix}`;
  const pattern = new RegExp(`\\b${attribute}\\s*=\\s*["']([^"']*)["']`);
  return pattern.exec(root[2] ?? '')?.[1] ?? '';
}

customXmlPartCollectionClass.implement(
  {
    add: method(5, (workbook, args, host) => {
      const xml = args.text(0);
      const part: CustomXmlPart = { id: newId(workbook), namespace: namespaceOf(xml), xml };
      host.edit((edit) => {
        edit.assign(workbook, { customXmlParts: [...workbook.customXmlParts, part] });
        edit.tell({ what: 'customXmlChanged' });
      });
      return customXmlPartClass.of(part);
    }),
    getCount: method(5, ({ customXmlParts }) => customXmlParts.length),
    getByNamespace: method(5, (_workbook, args) =>
      customXmlPartScopedCollectionClass.of({ namespace: args.text(0) }),
    ),
    getItemOrNullObject: method(5, (workbook, args) => {
      const part = partById(workbook, args.text(0));
      return part ? customXmlPartClass.of(part) : null;
    }),
  },
  {
    items: ({ customXmlParts }) => customXmlParts.map((part) => customXmlPartClass.of(part)),
    item: (workbook, args) => {
      const part = partById(workbook, args.text(0));
      return part ? customXmlPartClass.of(part) : null;
    },
  },
);

const scoped = ({ namespace }: { namespace: string }, host: Host): CustomXmlPart[] =>
  host.workbook.customXmlParts.filter((part) => part.namespace === namespace);

customXmlPartScopedCollectionClass.implement(
  {
    getCount: method(5, (scope, _args, host) => scoped(scope, host).length),
    getItemOrNullObject: method(5, (scope, args, host) => {
      const part = scoped(scope, host).find(({ id }) => id === args.text(0));
      return part ? customXmlPartClass.of(part) : null;
    }),
    getOnlyItem: method(5, (scope, _args, host) => {
      const [part, ...others] = scoped(scope, host);
      if (part && others.length === 0) return customXmlPartClass.of(part);
      throw new ExcelError('GeneralException', 'There is not exactly one part of this namespace.');
    }),
    getOnlyItemOrNullObject: method(5, (scope, _args, host) => {
      const [part, ...others] = scoped(scope, host);
      return part && others.length === 0 ? customXmlPartClass.of(part) : null;
    }),
  },
  { items: (scope, host) => scoped(scope, host).map((part) => customXmlPartClass.of(part)) },
);

customXmlPartClass.implement(
  {
    id: property(5, ({ id }) => id),
    namespaceUri: property(5, ({ namespace }) => namespace),
    getXml: method(5, ({ xml }) => xml),
    setXml: method(5, (part, args, host) => {
      const xml = args.text(0);
      namespaceOf(xml);
      host.edit((edit) => {
        edit.assign(part, { xml });
        edit.tell({ what: 'customXmlChanged' });
      });
    }),
    delete: method(5, (part, _args, host) => {
      const customXmlParts = host.workbook.customXmlParts.filter((other) => other !== part);
      host.edit((edit) => {
        edit.assign(host.workbook, { customXmlParts });
        edit.tell({ what: 'customXmlChanged' });
      });
    }),
  },
  { identity: ({ id }) => ({ Id: id }) },
);
