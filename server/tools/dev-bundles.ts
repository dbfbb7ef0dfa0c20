/**
 * The bundles as they are while somebody works on them (`npm run dev`): made in memory, made anew when
 * a source changes, and the page in the browser then loads again.
 */
import type { RequestHandler } from 'express';
import webpack from 'webpack';
import webpackDevMiddleware from 'webpack-dev-middleware';
import configuration from '../../webpack.config.js';
import type { Bundles } from '../http/pages.ts';

export interface DevBundles {
  readonly bundles: Bundles;
  /** Ends the watching, and the streams that browsers hold open for it. */
  readonly close: () => Promise<void>;
}

export async function devBundles(): Promise<DevBundles> {
  const compiler = webpack(configuration({}, { mode: 'development' }));
  if (!compiler) throw new Error('webpack did not start.');
  const middleware = webpackDevMiddleware(compiler, {
    index: false,
    hot: { cors: false, client: { apply: 'reload' } },
  });
  await new Promise((resolve) => middleware.waitUntilValid(resolve));
  const { outputFileSystem } = middleware.context;
  const page = (name: string): Promise<string> =>
    new Promise((resolve, reject) => {
      outputFileSystem.readFile(`${compiler.outputPath}/${name}`, (error, content) => {
        if (error) reject(error);
        else resolve(String(content));
      });
    });
  const close = () => new Promise<void>((done) => middleware.close(() => done()));
  return { bundles: { page, files: middleware as RequestHandler }, close };
}
