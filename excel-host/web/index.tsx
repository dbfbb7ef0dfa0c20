/**
 * The page on which an add-in is tried without Excel: an emulated Excel in the browser, its ribbon read
 * from the add-in's manifest, the add-in's pane beside it under the real office.js. It knows nothing of
 * the add-in but its manifest, and imports nothing outside excel-host.
 *
 * `?ExcelApi=1.9` or `?CompressedFile=` lowers what this Excel can do; `?locale=de-DE` is the language of
 * its ribbon.
 */
import './try.css';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { Keeper } from './keeper.ts';
import { fetchAddin } from './manifest.ts';
import type { Session } from './session.ts';
import { Storage } from './storage.ts';
import type { Surroundings } from './workbooks.ts';
import { blankWorkbook, fetchSample, samples, startSession } from './workbooks.ts';
import { openXlsx } from '../xlsx/open.ts';

const standIn =
  'This is a stand-in for Excel, to try the add-in at once. Your workbook stays in this browser.';

const { locale = 'en-US', ...requirementSets } = Object.fromEntries(
  new URLSearchParams(location.search),
);

/** The workbook of last time, else the first sample, else a blank one. */
async function firstSession(
  storage: Storage | undefined,
  surroundings: Surroundings,
): Promise<{ session: Session; welcome: string | undefined }> {
  const { addIn } = surroundings;
  try {
    const kept = await storage?.read();
    if (kept) {
      const workbook = openXlsx(kept.bytes, { name: kept.name, addIn });
      return { session: startSession(workbook, surroundings), welcome: undefined };
    }
    const [sample] = samples;
    if (!sample) throw new Error('There is no sample.');
    return {
      session: startSession(await fetchSample(sample, addIn), surroundings),
      welcome: standIn,
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      session: startSession(blankWorkbook(), surroundings),
      welcome: `A blank workbook was opened. ${reason}`,
    };
  }
}

async function start(): Promise<void> {
  const root = document.getElementById('excel');
  if (!root) throw new Error('The page has no place for Excel.');
  const storage = await Storage.open().catch(() => undefined);
  const { addin, shortcuts, functions } = await fetchAddin(locale);
  const surroundings = { requirementSets, functions, addIn: addin.id };
  const { session, welcome } = await firstSession(storage, surroundings);
  createRoot(root).render(
    <App
      first={session}
      welcome={welcome}
      addin={addin}
      shortcuts={shortcuts}
      surroundings={surroundings}
      locale={locale}
      keeper={storage && new Keeper(storage, addin.id)}
    />,
  );
}

start().catch((error: unknown) => {
  document.body.textContent = `The page could not start: ${String(error)}`;
});
