/**
 * The bench server's pages over https, as a browser wants them: with the add-in's pane, or with an
 * empty page of Fluent UI in its place, as a floor.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { Router, static as serveStatic } from 'express';
import { createApp } from '../server/http/app.ts';
import { listen } from '../server/http/listen.ts';
import { createLogger } from '../server/http/log.ts';
import type { Bundles } from '../server/http/pages.ts';
import { buildIfNeeded } from '../server/tools/build-if-needed.ts';
import { testCertificate } from '../tests/setup/test-certificate.ts';
import type { BenchServer } from './server.ts';

export interface Browsed {
  readonly origin: string;
  readonly stop: () => Promise<void>;
}

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const isImmutable = { immutable: true, maxAge: '1y' };

/** @param bundles pages that are not those in `dist` */
export async function browse({ services }: BenchServer, bundles?: Bundles): Promise<Browsed> {
  await buildIfNeeded();
  const certificate = await testCertificate();
  const originAt = (port: number): string => `https://localhost:${port}`;
  const { port, stop } = await listen(
    (port) =>
      createApp(services, {
        logger: createLogger('silent'),
        trustProxy: 1,
        publicUrl: originAt(port),
        enableTry: true,
        ...(bundles === undefined ? {} : { bundles }),
      }),
    { port: 0, host: '127.0.0.1', certificate },
  );
  return { origin: originAt(port), stop };
}

/** The pages of `dist`, with another page where the pane is. @param program that the page runs */
export async function bundlesWith(program: string): Promise<Bundles> {
  const { outputFiles } = await build({
    entryPoints: [program],
    bundle: true,
    minify: true,
    write: false,
    jsx: 'automatic',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const script = outputFiles[0]?.text ?? '';
  const template = new URL('../addin/taskpane/index.html', import.meta.url);
  const html = (await readFile(template, 'utf8')).replace(
    '</head>',
    '<script defer src="/static/bench.js"></script></head>',
  );
  const own: Router = Router().get('/static/bench.js', (_req, res) => {
    res.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
    res.type('js').send(script);
  });
  return {
    page: async (name) => (name === 'taskpane.html' ? html : readFile(`${dist}/${name}`, 'utf8')),
    files: own.use('/static', serveStatic(`${dist}/static`, isImmutable)),
  };
}
