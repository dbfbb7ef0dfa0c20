/** `npm start`: the pages as they are built, https, and the database that it brings along. */
import { runServer } from './run.ts';
import { buildIfNeeded } from './tools/build-if-needed.ts';

await runServer(async (say) => {
  await buildIfNeeded(say);
  return {};
});
