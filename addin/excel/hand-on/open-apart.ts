import { HostProblem } from '../errors.ts';
import type { Host, RunOptions } from '../host.ts';
import { retried, run } from '../host.ts';

/** Excel hands over no more at once than 4 MB. */
const SLICE_BYTES = 1_000_000;
/** A request takes 5 MB, and base64 is a third longer than what it says. */
const MOST_BYTES = 3_700_000;
/** An iPad's Excel lacks the first. */
const NEEDED = [
  ['CompressedFile', '1.1'],
  ['ExcelApi', '1.8'],
] as const;

/** What this Excel lacks for `openApart`, as "CompressedFile 1.1"; null: nothing. */
export function lackingToOpenApart({ Office }: Host): string | null {
  const { requirements } = Office.context;
  const lacking = NEEDED.find(([set, version]) => !requirements.isSetSupported(set, version));
  return lacking?.join(' ') ?? null;
}

/**
 * Opens a new workbook with these sheets of the open one, as they are, and nothing else of it. Nothing is
 * saved: that is the user's to do.
 *
 * @throws HostProblem `unsupported`, `gone`, `file-too-large`, `unexpected`
 */
export async function openApart(
  host: Host,
  sheets: readonly string[],
  options: RunOptions = {},
): Promise<void> {
  if (lackingToOpenApart(host) !== null) throw new HostProblem('unsupported');
  // What takes files apart is wanted here only.
  const [bytes, { onlySheets }] = await Promise.all([
    fileBytes(host, options),
    import('./only-sheets.ts'),
  ]);
  options.signal?.throwIfAborted();
  const alone = onlySheets(bytes, sheets);
  if (alone === null) throw new HostProblem('gone');
  if (alone.length > MOST_BYTES) throw new HostProblem('file-too-large');
  await retried(() => host.Excel.createWorkbook(base64(alone)), options);
}

/** Takes sheets out of the workbook; what is remembered of them is forgotten when bills are made next. */
export function takeOutSheets(
  host: Host,
  ids: readonly string[],
  options?: RunOptions,
): Promise<void> {
  return run(
    host,
    async (context) => {
      const found = ids.map((id) => context.workbook.worksheets.getItemOrNullObject(id));
      await context.sync();
      for (const sheet of found) if (!sheet.isNullObject) sheet.delete();
      await context.sync();
    },
    options,
  );
}

/** The open workbook as it would be saved now. */
async function fileBytes(host: Host, options: RunOptions): Promise<Uint8Array> {
  // Nothing else waits for a cell that is being edited.
  await run(host, (context) => context.sync(), options);
  const { Office } = host;
  const file = await answerOf<Office.File>((tell) =>
    Office.context.document.getFileAsync(
      Office.FileType.Compressed,
      { sliceSize: SLICE_BYTES },
      tell,
    ),
  );
  try {
    const slices: Uint8Array[] = [];
    for (let index = 0; index < file.sliceCount; index += 1) {
      options.signal?.throwIfAborted();
      // oxlint-disable-next-line no-await-in-loop -- Excel gives one slice after the other
      const { data } = await answerOf<Office.Slice>((tell) => file.getSliceAsync(index, tell));
      slices.push(Uint8Array.from(data as ArrayLike<number>));
    }
    return joined(slices);
  } finally {
    // Excel keeps two copies at most.
    file.closeAsync();
  }
}

function answerOf<Value>(
  ask: (tell: (answer: Office.AsyncResult<Value>) => void) => void,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    ask(({ error, value }) => {
      if (error === null || error === undefined) resolve(value);
      else reject(new HostProblem('unexpected', { hostCode: String(error.code) }));
    });
  });
}

function joined(slices: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(slices.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const slice of slices) {
    bytes.set(slice, at);
    at += slice.length;
  }
  return bytes;
}

function base64(bytes: Uint8Array): string {
  let text = '';
  // In parts: a call takes no more arguments than these.
  for (let at = 0; at < bytes.length; at += 8_192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  }
  return btoa(text);
}
