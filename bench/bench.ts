/**
 * `npm run bench [-- NAME … --runs N]`: what the issues set bars for, as JSON lines on standard output;
 * all of it, or the parts named (`pane usable tasks behind scroll` are of the pane and /try).
 * Nothing here is a test: a ratio above its bar is a question to answer, with `node --cpu-prof`.
 */
import { benchAccounts } from './accounts.ts';
import { benchBehind } from './behind.ts';
import { benchBills } from './bills.ts';
import { benchPane } from './pane.ts';
import { benchPush } from './push.ts';
import { benchRefresh } from './refresh.ts';
import { benchResults } from './results.ts';
import { print, wanted } from './measure.ts';
import { benchScroll } from './scroll.ts';
import { benchStatements } from './statements.ts';
import { benchSyncs } from './syncs.ts';
import { benchTasks } from './tasks.ts';
import { benchUsable } from './usable.ts';
import { startBenchServer, type BenchServer } from './server.ts';

const BENCHES: Readonly<Record<string, (server: BenchServer) => Promise<void>>> = {
  push: benchPush,
  results: benchResults,
  statements: benchStatements,
  refresh: benchRefresh,
  syncs: benchSyncs,
  bills: benchBills,
  pane: benchPane,
  usable: benchUsable,
  tasks: benchTasks,
  behind: benchBehind,
  scroll: benchScroll,
  accounts: benchAccounts,
};

const server = await startBenchServer();
const interrupted = () => void server.stop().then(() => process.exit(1));
process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
try {
  print({ node: process.version, platform: `${process.platform} ${process.arch}` });
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (wanted.length === 0 || wanted.includes(name)) await bench(server);
  }
} finally {
  await server.stop();
}
