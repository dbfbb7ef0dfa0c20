/**
 * `npm run dev`: the server of `npm start` on one origin with bundles that are made anew as their
 * sources change. tsx starts this process again when something of the server changes.
 */
import { runServer } from '../run.ts';
import { devBundles } from './dev-bundles.ts';

await runServer(async (say) => {
  say('Bundling the pages …');
  return devBundles();
});
