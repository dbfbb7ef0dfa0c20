import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { expect, test } from 'vitest';
import { parseConfig, readConfig, variables } from './config.ts';
import { OperatorError } from './operator-error.ts';

const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof OperatorError) return error.message;
    throw error;
  }
  throw new Error('nothing was refused');
}

test('.env.example lists every variable, with its default and a comment', () => {
  expect(example.match(/^\w+(?==)/gm)).toEqual(variables);
  expect(parseConfig(parseEnv(example))).toEqual(parseConfig({}));
  const lines = example.split('\n');
  const commentOf = (name: string) => lines[lines.findIndex((x) => x.startsWith(`${name}=`)) - 1];
  expect(variables.filter((name) => !/^# \S/.test(commentOf(name) ?? ''))).toEqual([]);
});

test('without any variable the server is local and keeps its own database', () => {
  expect(parseConfig({})).toEqual({
    port: 3000,
    host: '127.0.0.1',
    tls: true,
    publicUrl: 'https://localhost:3000',
    databaseUrl: null,
    dataDir: resolve('data'),
    smtpUrl: null,
    mailFrom: 'PowerTrackr <no-reply@localhost>',
    trustProxy: 0,
    logLevel: 'info',
    enableTry: true,
    encryptionKey: null,
    encryptionKeyPrevious: null,
  });
});

test('PUBLIC_URL follows PORT and loses its trailing slash', () => {
  expect(parseConfig({ PORT: '4001' }).publicUrl).toBe('https://localhost:4001');
  expect(parseConfig({ PUBLIC_URL: 'https://Ledger.example.com/' }).publicUrl).toBe(
    'https://ledger.example.com',
  );
});

test('the try-out page is off with DATABASE_URL unless it is asked for', () => {
  const DATABASE_URL = 'postgres://ledger@db/ledger';
  expect(parseConfig({ DATABASE_URL }).enableTry).toBe(false);
  expect(parseConfig({ DATABASE_URL, ENABLE_TRY: 'true' }).enableTry).toBe(true);
  expect(parseConfig({ ENABLE_TRY: 'no' }).enableTry).toBe(false);
});

test('TRUST_PROXY is a count or addresses, never everybody', () => {
  expect(parseConfig({ TRUST_PROXY: '1' }).trustProxy).toBe(1);
  expect(parseConfig({ TRUST_PROXY: 'loopback, 10.0.0.0/8' }).trustProxy).toBe(
    'loopback, 10.0.0.0/8',
  );
  expect(() => parseConfig({ TRUST_PROXY: 'true' })).toThrow('TRUST_PROXY: must be the number');
});

test('an empty variable is not set', () => {
  expect(parseConfig({ PORT: '', SMTP_URL: '  ', DATABASE_URL: '' })).toEqual(parseConfig({}));
});

test('every variable at fault is named at once, with its remedy', () => {
  const bad = {
    PORT: 'http',
    PUBLIC_URL: 'https://example.com/ledger',
    DATABASE_URL: 'mysql://x',
    SMTP_URL: 'mail.example.com',
    LOG_LEVEL: 'loud',
    ENABLE_TRY: 'perhaps',
    ENCRYPTION_KEY: 'short',
  };
  const message = refusal(() => parseConfig(bad));
  expect(Object.keys(bad).filter((name) => !message.includes(`  ${name}: `))).toEqual([]);
  expect(message).toContain('openssl rand -base64 32');
  expect(message).not.toContain('short');
});

test('.env is read where it exists and the environment wins over it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'powertrackr-config-'));
  try {
    const file = join(folder, '.env');
    const before = readConfig(file);
    writeFileSync(file, 'MAIL_FROM="Ledger <ledger@example.com>"\nLOG_LEVEL=debug\n');
    expect(readConfig(file)).toEqual({
      ...before,
      mailFrom: process.env['MAIL_FROM'] ?? 'Ledger <ledger@example.com>',
      logLevel: process.env['LOG_LEVEL'] ?? 'debug',
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
