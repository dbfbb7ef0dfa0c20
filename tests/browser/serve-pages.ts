/** The pages alone over https, on a port of their own: for what needs no API behind it. */
import express from 'express';
import { listen } from '../../server/http/listen.ts';
import { pages } from '../../server/http/pages.ts';
import { buildIfNeeded } from '../../server/tools/build-if-needed.ts';
import { testCertificate } from '../setup/test-certificate.ts';

export interface ServedPages {
  readonly origin: string;
  readonly stop: () => Promise<void>;
}

export async function servePages({ enableTry = true } = {}): Promise<ServedPages> {
  await buildIfNeeded();
  const certificate = await testCertificate();
  const listening = await listen(
    (port) => express().use(pages({ publicUrl: originAt(port), enableTry })),
    { port: 0, host: '127.0.0.1', certificate },
  );
  return { origin: originAt(listening.port), stop: listening.stop };
}

const originAt = (port: number): string => `https://localhost:${port}`;
