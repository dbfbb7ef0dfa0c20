import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Certificate, certificateFor } from '../../server/certificate.ts';

let made: Promise<Certificate> | undefined;

/** One for https://localhost, which browsers under test are told not to check; made once a worker. */
export function testCertificate(): Promise<Certificate> {
  return (made ??= make());
}

async function make(): Promise<Certificate> {
  const folder = await mkdtemp(join(tmpdir(), 'powertrackr-certificate-'));
  const certificate = await certificateFor(folder, 'https://localhost', new Date());
  await rm(folder, { recursive: true });
  return certificate;
}
