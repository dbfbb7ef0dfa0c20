import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseUrl } from '../tests/setup/database-url.ts';
import { overheard, searchedLog } from '../tests/setup/searched-log.ts';
import { testDatabase } from '../tests/setup/test-database.ts';
import { parseConfig } from './config.ts';
import { OperatorError } from './operator-error.ts';
import { startServer } from './start.ts';

const log = searchedLog();
const ENCRYPTION_KEY = randomBytes(32).toString('base64');
overheard.note(ENCRYPTION_KEY);
let folder: string;
let DATABASE_URL: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'powertrackr-start-'));
  DATABASE_URL = await databaseUrl(await testDatabase());
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** In whose words it is refused; how a process ends by them is told in main.test.ts. */
async function refusal(variables: Record<string, string>): Promise<string> {
  const own = { DATA_DIR: join(folder, 'data'), PORT: '0', TLS: 'off' };
  const config = parseConfig({ ...own, ...variables });
  const say = (line: string) => log.write(`${line}\n`);
  const started = startServer(config, log.logger, say).then((server) => server.stop());
  const error: unknown = await started.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(OperatorError);
  const { message } = error as OperatorError;
  log.write(`${message}\n`);
  return message;
}

describe('refused in words', () => {
  test('a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    expect(await refusal({ DATABASE_URL, ENCRYPTION_KEY, PORT: String(port) })).toMatch(
      new RegExp(`Port ${port} is taken by another program\\. Stop it, or set PORT to another one`),
    );
    other.close();
  });

  test('an address that is another machine’s', async () => {
    expect(await refusal({ DATABASE_URL, ENCRYPTION_KEY, HOST: '203.0.113.7' })).toContain(
      '203.0.113.7 is no address of this machine',
    );
  });

  test('a data folder that cannot be written', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    const words = (path: string) => `The data folder ${path} cannot be used: `;
    expect(await refusal({ DATA_DIR: file })).toContain(`${words(file)}that is a file.`);
    const below = join(file, 'data');
    expect(await refusal({ DATA_DIR: below })).toContain(
      `${words(below)}part of that path is a file.`,
    );
  });

  test('a data folder where nobody may write, not even root', async () => {
    const DATA_DIR = process.platform === 'linux' ? '/sys/ledger' : '/data-of-root';
    expect(await refusal({ DATA_DIR })).toContain('this user may not write there');
  });

  test('a database that does not answer', async () => {
    overheard.note('secret');
    const url = 'postgres://ledger:secret@127.0.0.1:1/ledger';
    const said = await refusal({ DATABASE_URL: url, ENCRYPTION_KEY });
    expect(said).toMatch(/database cannot be reached: .*Check DATABASE_URL/);
    expect(said).not.toContain('secret');
  });

  test('a database of its own without a key, and told how to make one', async () => {
    expect(await refusal({ DATABASE_URL })).toMatch(
      /needs an ENCRYPTION_KEY .*openssl rand -base64 32/,
    );
  });
});
