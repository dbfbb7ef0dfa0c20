import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** What somebody might write who adds an endpoint, and what the type check must say to it. */
const CASES: Readonly<Record<string, readonly [definition: string, says: RegExp | null]>> = {
  whole: [`path: '/api/new', level: 'full'`, null],
  ofProperty: [`path: '/api/properties/{propertyId}/new', level: 'full', role: 'owner'`, null],
  withoutLevel: [`path: '/api/new'`, /'level' is missing/],
  ofNoSuchLevel: [`path: '/api/new', level: 'everybody'`, /'"everybody"' is not assignable/],
  withoutRole: [`path: '/api/properties/{propertyId}/new', level: 'full'`, /'role' is missing/],
  withRoleOnNothing: [`path: '/api/new', level: 'full', role: 'owner'`, /is not assignable/],
};
const UNROUTED = `const { signUp: _, ...others } = ROUTES;
  export const all: typeof ROUTES = others;`;

const root = fileURLToPath(new URL('..', import.meta.url));
let folder: string;
/** What the compiler says of each file, by its name. */
let said: Map<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'powertrackr-types-'));
  const files = Object.entries(CASES).map(([name, [definition]]) => [name, source(definition)]);
  files.push(['unrouted', `import { ROUTES } from '${root}server/http/routes.ts';\n${UNROUTED}`]);
  await Promise.all(files.map(([name, text]) => writeFile(join(folder, `${name}.ts`), text ?? '')));
  const config = {
    extends: `${root}tsconfig.base.json`,
    compilerOptions: { types: ['node'], typeRoots: [`${root}node_modules/@types`] },
    include: ['*.ts'],
  };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
  said = new Map();
  for (const line of (await typeCheck(folder)).split('\n')) {
    const [, name, message] = /^(\w+)\.ts\(\d+,\d+\): error (.*)$/.exec(line) ?? [];
    if (name !== undefined) said.set(name, `${said.get(name) ?? ''}${message}\n`);
    // What a message goes on with is indented.
    else if (line.startsWith(' ')) {
      const last = [...said.keys()].at(-1) ?? '';
      said.set(last, `${said.get(last) ?? ''}${line}\n`);
    }
  }
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

function source(definition: string): string {
  return `import { endpoint, noContent } from '${root}contract/endpoint.ts';
    export const made = endpoint({
      name: 'new', method: 'POST', summary: 'New.', status: 204, output: noContent, ${definition},
    });`;
}

function typeCheck(project: string): Promise<string> {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  return new Promise((resolve) => {
    const args = [tsc, '-p', project, '--pretty', 'false'];
    execFile(process.execPath, args, { cwd: project }, (_error, out, err) => resolve(out + err));
  });
}

test('an endpoint that declares who may call it passes the type check', () => {
  expect(said.get('whole')).toBeUndefined();
  expect(said.get('ofProperty')).toBeUndefined();
});

test.each(Object.entries(CASES).filter(([, [, says]]) => says !== null))(
  'an endpoint %s fails the type check',
  (name, [, says]) => {
    expect(said.get(name)).toMatch(says ?? /$^/);
  },
);

test('an endpoint that no use case answers fails the type check', () => {
  expect(said.get('unrouted')).toMatch(/'signUp' is missing/);
});
