/**
 * Pictures of a bill of every design (`npx tsx tests/office/pictures.ts`), into docs/screens/bills: filled
 * from the sample ledger, printed by LibreOffice, drawn by pdftoppm. To be looked at.
 */
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import { readPdf } from '../../server/pdf/read-pdf.fixture.ts';
import { startPrivateServer } from '../../server/tools/workbook-server.ts';
import { TestClient } from '../setup/client.ts';
import { fillDesigns } from './filled.ts';
import { LibreOffice } from './libre-office.ts';

const pictures =
  process.argv[2] ?? fileURLToPath(new URL('../../docs/screens/bills', import.meta.url));
/** Dots per inch: a letter is read, and a picture stays small. */
const RESOLUTION = '72';
const owner = {
  name: 'Rosa Delgado',
  email: 'rosa@elmstreet.example',
  password: crypto.randomUUID(),
};

await mkdir(pictures, { recursive: true });
const folder = await mkdtemp(join(tmpdir(), 'powertrackr-pictures-'));
const [office, server] = await Promise.all([LibreOffice.start(), startPrivateServer()]);
try {
  const client = new TestClient(server.url);
  await client.call(ENDPOINTS.signUp, { body: owner });
  const { email, password } = owner;
  const body = { email, password, code: await server.mailedCode() };
  client.token = (await client.call(ENDPOINTS.verifyEmail, { body })).token;
  const { designs } = await fillDesigns(client, folder);
  const pdfs = await office.printed(designs.map(({ file }) => file));
  for (const { file } of designs) await take(basename(file, '.xlsx'), pdfs);
} finally {
  await Promise.all([office.close(), server.stop(), rm(folder, { recursive: true, force: true })]);
}

/** The last of its bills: the shop's, which has most to tell. */
async function take(name: string, pdfs: ReadonlyMap<string, Buffer>): Promise<void> {
  const pdf = pdfs.get(name);
  if (!pdf) throw new Error(`no ${name}`);
  const { pages } = await readPdf(pdf);
  const path = join(folder, `${name}.pdf`);
  await writeFile(path, pdf);
  const page = String(pages.length);
  const out = join(pictures, name.toLowerCase());
  const what = ['-png', '-singlefile', '-r', RESOLUTION, '-f', page, '-l', page];
  execFileSync('pdftoppm', [...what, path, out]);
}
