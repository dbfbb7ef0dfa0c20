import { readFile } from 'node:fs/promises';
import { DOMParser, type Element } from '@xmldom/xmldom';
import { Agent, get } from 'node:https';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type ServedPages, servePages } from './browser/serve-pages.ts';
import { problemsOf } from './manifest-rules.ts';

let served: ServedPages;
beforeAll(async () => {
  served = await servePages();
}, 120_000);
afterAll(() => served.stop());

const parse = (xml: string): Element => {
  const { documentElement } = new DOMParser().parseFromString(xml, 'text/xml');
  if (!documentElement) throw new Error('no element');
  return documentElement;
};
const committed = async (): Promise<string> =>
  readFile(new URL('../manifest.xml', import.meta.url), 'utf8');

const namesIn = (root: Element, name: string): Element[] => [...root.getElementsByTagName(name)];

/** Every address in the text, each once. */
const addressesIn = (xml: string): string[] => [
  ...new Set([...xml.matchAll(/"(https:\/\/[^"]+)"/g)].map(([, address]) => address ?? '')),
];

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

const agent = new Agent({ rejectUnauthorized: false });
const ask = (address: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    get(address, { agent }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers['content-type'] ?? '',
          headers: response.headers,
          body: Buffer.concat(parts),
        }),
      );
    }).on('error', reject);
  });

describe('the committed manifest', () => {
  test('follows the published schemas: elements, their order, texts and lengths', async () => {
    expect(problemsOf(parse(await committed()))).toEqual([]);
  });

  test.each([
    ['<Version>0.1.0.0</Version>', ''],
    ['<Version>0.1.0.0</Version>', '<Version>0.1.0.0</Version><AlternateId>x</AlternateId>'],
    ['DefaultValue="PowerTrackr" />', `DefaultValue="${'x'.repeat(126)}" />`],
    ['<FunctionName>push</FunctionName>', ''],
    ['<Namespace resid="Functions.Namespace" />', ''],
    ['<Runtimes>', '<Runtimes extra="1">'],
    ['<bt:Image size="16"', '<bt:Image size="17"'],
    ['ReadWriteDocument', 'Everything'],
    ['https://localhost:3000/help.html', 'http://localhost:3000/help.html'],
    ['6f1c8a52-', '6f1c8a5-'],
  ])('and the rules notice what is wrong (%s → %s)', async (right, wrong) => {
    const xml = await committed();
    expect(xml).toContain(right);
    expect(problemsOf(parse(xml.replace(right, wrong)))).not.toEqual([]);
  });

  test('every reference has one resource, and every resource is used', async () => {
    const root = parse(await committed());
    const ids = ['bt:Image', 'bt:Url', 'bt:String']
      .flatMap((name) => namesIn(root, name))
      .map((element) => element.getAttribute('id') ?? '')
      .filter((id) => id !== '');
    const used = namesIn(root, '*').map((element) => element.getAttribute('resid') ?? '');
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(used.filter((id) => id !== ''))).toEqual(new Set(ids));
  });

  test('asks for the shared runtime and ExcelApi 1.9, and one page serves pane and commands', async () => {
    const root = parse(await committed());
    const sets = namesIn(root, 'Set').map((set) =>
      [set.getAttribute('Name'), set.getAttribute('MinVersion')].join(' '),
    );
    expect(sets).toEqual(['SharedRuntime 1.1', 'ExcelApi 1.9']);
    const pageOf = (name: string) => namesIn(root, name)[0]?.getAttribute('resid');
    expect(namesIn(root, 'Runtime')[0]?.getAttribute('lifetime')).toBe('long');
    expect(pageOf('Runtime')).toBe('Pane.Url');
    expect(pageOf('FunctionFile')).toBe('Pane.Url');
  });

  test('an icon lists all sizes, each of them the size that it says', async () => {
    const root = parse(await committed());
    const files = new Map(
      namesIn(root, 'bt:Image').map((image) => [
        image.getAttribute('id') ?? '',
        image.getAttribute('DefaultValue') ?? '',
      ]),
    );
    for (const icon of namesIn(root, 'Icon')) {
      const images = namesIn(icon, 'bt:Image');
      const sizes = images.map((image) => Number(image.getAttribute('size')));
      expect(sizes).toEqual([16, 20, 24, 32, 40, 48, 64, 80]);
      for (const image of images) {
        const name = new URL(files.get(image.getAttribute('resid') ?? '') ?? '').pathname;
        const png = await readFile(new URL(`../addin${name}`, import.meta.url));
        const size = Number(image.getAttribute('size'));
        expect([name, ...sizeOf(png)]).toEqual([name, size, size]);
      }
    }
  });

  test('every command of the ribbon has a shortcut as well, and so has opening the pane', async () => {
    const { actions, shortcuts } = JSON.parse(
      await readFile(new URL('../addin/assets/shortcuts.json', import.meta.url), 'utf8'),
    ) as { actions: { id: string }[]; shortcuts: { action: string }[] };
    const names = namesIn(parse(await committed()), 'FunctionName').map((name) => name.textContent);
    expect(actions.map(({ id }) => id)).toEqual(['openPane', ...names]);
    expect(shortcuts.map(({ action }) => action)).toEqual(['openPane', ...names]);
  });
});

describe('functions.json', () => {
  const text = z.string().min(1).max(255);
  const parameter = z.strictObject({
    name: z.string().regex(/^[a-z][A-Za-z]*$/),
    description: text,
    type: z.literal('any'),
    optional: z.boolean().optional(),
  });
  const described = z.strictObject({
    id: z.string().regex(/^[A-Z][A-Z0-9._]{0,30}$/),
    name: z.string(),
    description: text,
    parameters: z.array(parameter).min(1),
    result: z.strictObject({ type: z.literal('number') }),
    options: z.strictObject({ stream: z.literal(true), cancelable: z.literal(true) }),
  });

  test('describes each function as Excel wants it, optional parameters last', async () => {
    const file = await readFile(new URL('../addin/assets/functions.json', import.meta.url), 'utf8');
    const { functions } = z.strictObject({ functions: z.array(described) }).parse(JSON.parse(file));
    expect(functions.map(({ id }) => id)).toEqual(['USAGE', 'CHARGE', 'RATE', 'PAID', 'BALANCE']);
    for (const { id, name, parameters } of functions) {
      expect(name).toBe(id);
      const optional = parameters.map((one) => one.optional === true);
      expect(optional).toEqual(optional.toSorted((a, b) => Number(a) - Number(b)));
    }
  });
});

/** Width and height, from the header of a PNG. */
function sizeOf(png: Buffer): [number, number] {
  expect(png.subarray(0, 8).toString('latin1')).toBe('\u0089PNG\r\n\u001a\n');
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

describe('the manifest as it is served', () => {
  test('has PUBLIC_URL in it and nothing of the committed address', async () => {
    const answer = await ask(`${served.origin}/manifest.xml`);
    expect(answer.status).toBe(200);
    expect(answer.type).toMatch(/xml/);
    const xml = answer.body.toString('utf8');
    expect(xml).not.toContain('localhost:3000');
    expect(problemsOf(parse(xml))).toEqual([]);
    const origins = new Set(addressesIn(xml).map((address) => new URL(address).origin));
    expect([...origins]).toEqual([served.origin]);
  });

  test('every address in it answers with what it should be', async () => {
    const xml = (await ask(`${served.origin}/manifest.xml`)).body.toString('utf8');
    const addresses = addressesIn(xml);
    expect(addresses.length).toBeGreaterThan(25);
    for (const address of addresses) {
      const { status, type } = await ask(address);
      const ending = /\.(png|json|js)$/.exec(address)?.[1] ?? 'html';
      const kind = ending === 'js' ? 'javascript' : ending;
      expect([address, status, type.includes(kind)]).toEqual([address, 200, true]);
    }
  });

  test('the pane loads office.js from the CDN and may be framed by Office; /try has its own copy', async () => {
    const pane = await ask(`${served.origin}/taskpane.html`);
    expect(pane.body.toString()).toContain(
      'https://appsforoffice.microsoft.com/lib/1/hosted/office.js',
    );
    const policy = String(pane.headers['content-security-policy']);
    expect(policy).toContain('https://*.officeapps.live.com');
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    expect(pane.headers['x-frame-options']).toBeUndefined();
    const tried = (await ask(`${served.origin}/try/taskpane.html`)).body.toString();
    expect(tried).not.toContain('appsforoffice');
    const officeJs = /src="(\/office-js\/office\.js)"/.exec(tried)?.[1];
    expect((await ask(`${served.origin}${officeJs}`)).status).toBe(200);
  });

  test('without ENABLE_TRY there is no /try and no copy of office.js', async () => {
    const other = await servePages({ enableTry: false });
    for (const path of ['/try', '/try/taskpane.html', '/office-js/office.js']) {
      const { status } = await ask(`${other.origin}${path}`);
      expect([path, status]).toEqual([path, 404]);
    }
    expect((await ask(`${other.origin}/taskpane.html`)).status).toBe(200);
    await other.stop();
  });
});
