import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { addSheet, createWorkbook } from '../model/create.ts';
import type { CustomFunction } from '../model/custom-functions.ts';
import type { Workbook } from '../model/workbook.ts';
import { ExcelHost } from '../host.ts';
import { Person } from '../person.ts';
import { Conversation, runsFunctions } from '../wire/conversation.ts';
import { openXlsx } from '../xlsx/open.ts';
import { saveXlsx } from '../xlsx/save.ts';
import { openPage, type Page, scopeOf } from './page.ts';

/*
 * The real, unmodified office.js in plain Node, with the emulated Excel behind it. Each call opens an
 * Excel of its own: several may be open at once, and nothing is left behind by `close`.
 */

export interface OpenOptions {
  /** Without one: a new workbook with a blank sheet "Sheet1". */
  readonly workbook?: Workbook;
  /** By name, "ExcelApi": "1.17" and "SharedRuntime": "1.1" unless given. */
  readonly requirementSets?: Readonly<Record<string, string>>;
  /** Language of Excel's own words, "en-US". */
  readonly uiLocale?: string;
  readonly growsTables?: boolean;
  /** Functions that the add-in brings along. */
  readonly functions?: readonly CustomFunction[];
  /** Whether `Office`, `Excel` and `OfficeExtension` become globals of the process (they do). */
  readonly installGlobals?: boolean;
}

export interface OpenedExcel {
  readonly Excel: typeof Excel;
  readonly Office: typeof Office;
  readonly CustomFunctions: typeof CustomFunctions;
  readonly workbook: Workbook;
  readonly host: ExcelHost;
  /** What the user does in the open workbook. */
  readonly person: Person;
  /** What another author of the same file does in it, elsewhere. */
  readonly coauthor: Person;
  /** Batches that went to the host so far, and how long they were together. */
  /** Workbooks that the add-in opened beside this one. */
  readonly created: Workbook[];
  readonly requests: { count: number; characters: number };
  /**
   * Clicks the ribbon's button for this function; resolves, to
   * false where nothing is tied to the name, when the add-in is done with it.
   */
  invokeCommand(functionName: string): Promise<boolean>;
  /** Makes this Excel's names the globals, where several are open. */
  useGlobals(): void;
  close(): void;
}

const origin = 'https://localhost';
const globalNames = ['Office', 'Excel', 'OfficeExtension', 'CustomFunctions'] as const;
let opened = 0;

export async function openExcel(options: OpenOptions = {}): Promise<OpenedExcel> {
  const workbook = options.workbook ?? blankWorkbook();
  const host = new ExcelHost({
    workbook,
    ...(options.requirementSets ? { requirementSets: options.requirementSets } : {}),
    ...(options.growsTables === undefined ? {} : { growsTables: options.growsTables }),
    ...(options.functions ? { functions: options.functions } : {}),
  });
  const created: Workbook[] = [];
  host.files = {
    save: () => saveXlsx(workbook, { addIn: 'add-in' }),
    open: (file) => {
      created.push(file === null ? blankWorkbook() : openXlsx(file));
    },
  };
  opened += 1;
  const [conversationId, controlId] = [`conversation${opened}`, `control${opened}`];
  const uiLocale = options.uiLocale ?? 'en-US';
  const requests = { count: 0, characters: 0 };
  const page = openPage({
    url: addressOf(conversationId, controlId, uiLocale, options.functions !== undefined),
    // Messages between windows arrive later, in both directions.
    post: (message) => {
      if (message.includes('"ProcessQuery"')) {
        requests.count += 1;
        requests.characters += message.length;
      }
      setImmediate(() => conversation.receive(message));
    },
    load: runScript,
  });
  const conversation = new Conversation(
    host,
    {
      conversationId,
      controlId,
      origin,
      uiLocale,
      documentUrl: workbook.name,
    },
    (message) => setImmediate(() => page.deliver(message)),
  );
  const before = rememberGlobals();
  runScript(`${origin}/office-js/office.js`, page);
  const office = page.globals['Office'];
  if (!isOffice(office)) throw new Error('office.js did not start.');
  await office.onReady();
  const excel = page.globals['Excel'];
  if (!isExcel(excel)) throw new Error('office.js did not take this host for Excel.');
  const useGlobals = (): void => {
    for (const name of globalNames) Reflect.set(globalThis, name, page.globals[name]);
  };
  if (options.installGlobals !== false) useGlobals();
  return {
    Excel: excel,
    Office: office,
    CustomFunctions: page.globals['CustomFunctions'] as typeof CustomFunctions,
    workbook,
    host,
    person: new Person(host),
    coauthor: new Person(host, true),
    created,
    requests,
    invokeCommand: (functionName) => conversation.invokeCommand('Button', functionName),
    useGlobals,
    close: () => {
      if (Reflect.get(globalThis, 'Office') === office) before();
      host.close();
      page.close();
    },
  };
}

function blankWorkbook(): Workbook {
  const workbook = createWorkbook();
  addSheet(workbook, 'Sheet1');
  return workbook;
}

/** office.js learns from the page's address who its host is; `_xdm_Info` must come last. */
function addressOf(
  conversation: string,
  control: string,
  locale: string,
  hasFunctions: boolean,
): string {
  const flags = hasFunctions ? runsFunctions : '';
  const hostInfo = `Excel$Web$16.01$${locale}$$$disableLogging$${flags}`;
  const xdm = `${conversation}|${control}|${origin}`;
  return `${origin}/taskpane.html?_host_Info=${hostInfo}#&_serializer_version=1&_xdm_Info=${xdm}`;
}

/** Puts back what had these names before. */
function rememberGlobals(): () => void {
  const before = globalNames.map((name) => Object.getOwnPropertyDescriptor(globalThis, name));
  return () => {
    globalNames.forEach((name, index) => {
      const descriptor = before[index];
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
    });
  };
}

const dist = join(
  dirname(createRequire(import.meta.url).resolve('@microsoft/office-js/package.json')),
  'dist',
);
const compiled = new Map<string, (this: unknown, scope: object) => void>();

/** Runs a file of office.js, as it is, in this realm (so that its errors are ours) and the page's scope. */
function runScript(url: string, page: Page): void {
  const name = new URL(url).pathname.replace(/^\/office-js\//, '');
  let script = compiled.get(name);
  if (!script) {
    const text = readFileSync(join(dist, name), 'utf8');
    const made: unknown = runInThisContext(`(function (page) { with (page) {${text}\n} })`, {
      filename: join(dist, name),
    });
    if (!isScript(made)) throw new Error(`${name} is no script.`);
    script = made;
    compiled.set(name, script);
  }
  script.call(page.globals, scopeOf(page));
}

function isScript(value: unknown): value is (this: unknown, scope: object) => void {
  return typeof value === 'function';
}

function isOffice(value: unknown): value is typeof Office {
  return typeof value === 'object' && value !== null && 'onReady' in value;
}

function isExcel(value: unknown): value is typeof Excel {
  return typeof value === 'object' && value !== null && 'run' in value;
}
