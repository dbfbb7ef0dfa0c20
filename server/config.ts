/**
 * Every environment variable of the server and its tools, read and checked in one place; the rest of
 * the code sees a Config and never process.env. `.env` beside package.json is read where it exists,
 * and the environment wins over it. An empty value means "not set". `.env.example` lists them all.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { OperatorError } from './operator-error.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const address = (protocols: readonly string[], example: string) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `must be an address like ${example}`,
  });

const publicUrl = address(['https:', 'http:'], 'https://ledger.example.com').transform(
  (text, context) => {
    const url = new URL(text);
    if (url.pathname === '/' && url.search === '' && url.hash === '') return url.origin;
    context.addIssue('must be an origin without a path, like https://ledger.example.com');
    return z.NEVER;
  },
);

const encryptionKey = z.string().refine((text) => /^[A-Za-z0-9+/]{43}=$/.test(text), {
  error: 'must be 32 bytes in base64 (openssl rand -base64 32)',
});

/** Express's "trust proxy", without `true`: that would let every client choose its own address. */
const trustProxy = z.string().transform((text, context) => {
  if (/^\d{1,2}$/.test(text)) return Number(text);
  if (!/^(true|false|yes|no)$/i.test(text)) return text;
  context.addIssue('must be the number of proxies in front of the server, or their addresses');
  return z.NEVER;
});

const schema = z.object({
  PORT: z.coerce
    .number('must be a port number')
    .int('must be a port number')
    .min(0, 'must be a port number')
    .max(65_535, 'must be a port number')
    .default(3000),
  HOST: z.string().default('127.0.0.1'),
  TLS: z.stringbool('must be on or off').default(true),
  PUBLIC_URL: publicUrl.optional(),
  DATABASE_URL: address(
    ['postgres:', 'postgresql:'],
    'postgres://user:password@host:5432/database',
  ).optional(),
  DATA_DIR: z.string().default('./data'),
  SMTP_URL: address(['smtp:', 'smtps:'], 'smtps://user:password@mail.example.com').optional(),
  MAIL_FROM: z.string().default('PowerTrackr <no-reply@localhost>'),
  TRUST_PROXY: trustProxy.default(0),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  ENABLE_TRY: z.stringbool('must be true or false').optional(),
  ENCRYPTION_KEY: encryptionKey.optional(),
  ENCRYPTION_KEY_PREVIOUS: encryptionKey.optional(),
});

export interface Config {
  port: number;
  host: string;
  /** https with a certificate of its own; otherwise http, behind a proxy that speaks https. */
  tls: boolean;
  /** Origin without a trailing slash: the single source of addresses. */
  publicUrl: string;
  /** null: the embedded Postgres in dataDir. */
  databaseUrl: string | null;
  /** Absolute. */
  dataDir: string;
  /** null: mail is written into dataDir. */
  smtpUrl: string | null;
  mailFrom: string;
  trustProxy: number | string;
  logLevel: z.infer<typeof schema>['LOG_LEVEL'];
  enableTry: boolean;
  /** 32 bytes in base64. null: the server keeps a key of its own in dataDir. */
  encryptionKey: string | null;
  encryptionKeyPrevious: string | null;
}

export const variables = Object.keys(schema.shape);

/** @throws OperatorError that names every variable at fault. */
export function parseConfig(environment: Environment): Config {
  const given = variables.flatMap((name) => {
    const value = environment[name]?.trim();
    return value === undefined || value === '' ? [] : [[name, value]];
  });
  const parsed = schema.safeParse(Object.fromEntries(given));
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      (issue) => `  ${issue.path.join('.')}: ${issue.message}`,
    );
    throw new OperatorError(`The configuration cannot be used:\n${problems.join('\n')}`);
  }
  const values = parsed.data;
  return {
    port: values.PORT,
    host: values.HOST,
    tls: values.TLS,
    publicUrl: values.PUBLIC_URL ?? `https://localhost:${values.PORT}`,
    databaseUrl: values.DATABASE_URL ?? null,
    dataDir: resolve(values.DATA_DIR),
    smtpUrl: values.SMTP_URL ?? null,
    mailFrom: values.MAIL_FROM,
    trustProxy: values.TRUST_PROXY,
    logLevel: values.LOG_LEVEL,
    enableTry: values.ENABLE_TRY ?? values.DATABASE_URL === undefined,
    encryptionKey: values.ENCRYPTION_KEY ?? null,
    encryptionKeyPrevious: values.ENCRYPTION_KEY_PREVIOUS ?? null,
  };
}

export function readConfig(envFile = '.env'): Config {
  return parseConfig({ ...readEnvFile(envFile), ...process.env });
}

function readEnvFile(path: string): Environment {
  try {
    return parseEnv(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
}
