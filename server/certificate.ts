/**
 * The certificate that the server makes for itself, so that Excel can reach it over https on this
 * machine. Its authority is made with it and its key thrown away: trusting ca.crt trusts this
 * certificate and no other.
 */
import { execFile } from 'node:child_process';
import { X509Certificate, createPrivateKey } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface Certificate {
  readonly cert: string;
  readonly key: string;
  /** The file that browsers and Office must trust. */
  readonly authorityFile: string;
  /** It was made just now, so it is not trusted yet. */
  readonly isNew: boolean;
}

/** Apple's systems refuse certificates that are valid for more than 825 days. */
const VALID_DAYS = 800;
const RENEWED_DAYS_BEFORE = 14;
const DAY_MS = 86_400_000;
const FILES = { authority: 'ca.crt', cert: 'localhost.crt', key: 'localhost.key' } as const;

/** The certificate in `folder`, made anew where there is none, or it ends soon or lacks the host. */
export async function certificateFor(
  folder: string,
  publicUrl: string,
  now: Date,
): Promise<Certificate> {
  const hosts = ['localhost', '127.0.0.1', '::1'];
  const { hostname } = new URL(publicUrl);
  const publicHost = hostname.replace(/^\[|\]$/g, '');
  if (!hosts.includes(publicHost)) hosts.push(publicHost);

  const isNew = !(await isUsable(folder, hosts, now));
  if (isNew) await make(folder, hosts);
  const [cert, key] = await Promise.all([
    readFile(join(folder, FILES.cert), 'utf8'),
    readFile(join(folder, FILES.key), 'utf8'),
  ]);
  return { cert, key, authorityFile: join(folder, FILES.authority), isNew };
}

/** SHA-1 of the authority of the certificate in `folder`, in hex; null where none was made. */
export async function authorityIn(
  folder: string,
): Promise<{ file: string; fingerprint: string } | null> {
  const file = join(folder, FILES.authority);
  try {
    const { fingerprint } = new X509Certificate(await readFile(file));
    return { file, fingerprint: fingerprint.replaceAll(':', '') };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

async function isUsable(folder: string, hosts: readonly string[], now: Date): Promise<boolean> {
  try {
    const [authority, certificate, key] = await Promise.all([
      readFile(join(folder, FILES.authority)).then((pem) => new X509Certificate(pem)),
      readFile(join(folder, FILES.cert)).then((pem) => new X509Certificate(pem)),
      readFile(join(folder, FILES.key)).then((pem) => createPrivateKey(pem)),
    ]);
    const daysLeft = (Date.parse(certificate.validTo) - now.getTime()) / DAY_MS;
    return (
      daysLeft > RENEWED_DAYS_BEFORE &&
      certificate.verify(authority.publicKey) &&
      certificate.checkPrivateKey(key) &&
      hosts.every((host) =>
        isIP(host) ? certificate.checkIP(host) : certificate.checkHost(host, { wildcards: false }),
      )
    );
  } catch {
    // Missing or unreadable: a new one is made, and what stands in its way is said then.
    return false;
  }
}

async function make(folder: string, hosts: string[]): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = await mkdtemp(`${folder}.`);
  try {
    const draftOf = (name: string) => join(draft, name);
    const files = [draftOf(FILES.authority), draftOf(FILES.cert), draftOf(FILES.key)];
    await generate([...files, VALID_DAYS, hosts]);
    await chmod(draftOf(FILES.key), 0o600);
    await Promise.all(
      Object.values(FILES).map((name) => rename(draftOf(name), join(folder, name))),
    );
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** In a process of its own: the library computes for seconds, and writes to standard output. */
async function generate(parameters: readonly unknown[]): Promise<void> {
  const library = createRequire(import.meta.url).resolve('office-addin-dev-certs');
  const script = `
    const [library, parameters] = process.argv.slice(1).map((text) => JSON.parse(text));
    require(library).generateCertificates(...parameters).catch((error) => {
      process.stderr.write(String(error));
      process.exitCode = 1;
    });`;
  const values = [library, parameters].map((value) => JSON.stringify(value));
  await promisify(execFile)(process.execPath, ['--eval', script, ...values]);
}
