/**
 * The bundles of the browser side, into `dist/`: the task pane (`taskpane.html`) and the page on which
 * it can be tried without Excel (`try.html`). office.js is in neither: the pages load it by address.
 */
import { fileURLToPath } from 'node:url';
import { EsbuildPlugin } from 'esbuild-loader';
import HtmlWebpackPlugin from 'html-webpack-plugin';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const target = 'es2022';

export default (_env, { mode = 'production' }) => {
  const isProduction = mode === 'production';
  const name = isProduction ? '[name].[contenthash:12]' : '[name]';
  const page = (chunk, template) =>
    new HtmlWebpackPlugin({
      chunks: [chunk],
      filename: `${chunk}.html`,
      template: here(template),
      scriptLoading: 'defer',
      minify: false,
    });
  return {
    mode,
    context: here('.'),
    // Never with eval: the pages' policy forbids it.
    devtool: isProduction ? 'source-map' : 'cheap-module-source-map',
    entry: { taskpane: './addin/taskpane/index.tsx', try: './excel-host/web/index.tsx' },
    output: {
      path: here('dist'),
      filename: `static/${name}.js`,
      cssFilename: `static/${name}.css`,
      assetModuleFilename: `static/${name}[ext]`,
      publicPath: '/',
      clean: true,
      // An unchanged page is written anew, so that its time tells when the last build was.
      compareBeforeEmit: false,
    },
    experiments: { css: true },
    module: {
      rules: [{ test: /\.tsx?$/, loader: 'esbuild-loader', options: { target } }],
    },
    resolve: { extensions: ['.js'] },
    optimization: {
      splitChunks: { chunks: 'all' },
      runtimeChunk: 'single',
      minimizer: [new EsbuildPlugin({ target, css: true })],
    },
    cache: isProduction ? false : { type: 'filesystem' },
    performance: { hints: false },
    plugins: [
      page('taskpane', 'addin/taskpane/index.html'),
      page('try', 'excel-host/web/index.html'),
    ],
    stats: 'errors-warnings',
  };
};
