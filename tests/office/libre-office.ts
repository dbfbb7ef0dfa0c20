/** LibreOffice without a screen, as a reader of workbooks that knows nothing of us. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

/** It computes every formula anew when it opens a file, whoever wrote that, and speaks American. */
const SETTINGS = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>en-US</value></prop></item>
</oor:items>`;

/** UTF-8, commas, every cell as it is shown, all sheets. */
const SHOWN = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,true,false,false,-1';

export class LibreOffice {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async start(): Promise<LibreOffice> {
    const folder = await mkdtemp(join(tmpdir(), 'powertrackr-office-'));
    await mkdir(join(folder, 'profile/user'), { recursive: true });
    await writeFile(join(folder, 'profile/user/registrymodifications.xcu'), SETTINGS);
    return new LibreOffice(folder);
  }

  close(): Promise<void> {
    return rm(this.#folder, { recursive: true, force: true });
  }

  /** As it would be printed, by the file's base name. */
  async printed(files: readonly string[]): Promise<Map<string, Buffer>> {
    const folder = await this.#convert('pdf', files);
    const pdfs = files.map(async (file): Promise<[string, Buffer]> => {
      const name = basename(file, '.xlsx');
      return [name, await readFile(join(folder, `${name}.pdf`))];
    });
    return new Map(await Promise.all(pdfs));
  }

  /** Paths of the files as it saves them, every formula computed by it. */
  async savedAgain(files: readonly string[]): Promise<string[]> {
    const folder = await this.#convert('xlsx:Calc MS Excel 2007 XML', files);
    return files.map((file) => join(folder, basename(file)));
  }

  /** The text of every cell as it shows it, by the file's base name and by sheet. */
  async shown(files: readonly string[]): Promise<Map<string, Map<string, string[][]>>> {
    const folder = await this.#convert(SHOWN, files);
    const names = await readdir(folder);
    const all = files.map(async (file): Promise<[string, Map<string, string[][]>]> => {
      const start = `${basename(file, '.xlsx')}-`;
      const sheets = names
        .filter((name) => name.startsWith(start))
        .map(async (name): Promise<[string, string[][]]> => {
          const text = await readFile(join(folder, name), 'utf8');
          return [name.slice(start.length, -'.csv'.length), readCsv(text)];
        });
      return [basename(file, '.xlsx'), new Map(await Promise.all(sheets))];
    });
    return new Map(await Promise.all(all));
  }

  async #convert(format: string, files: readonly string[]): Promise<string> {
    const folder = await mkdtemp(join(this.#folder, 'out-'));
    const profile = `-env:UserInstallation=${pathToFileURL(join(this.#folder, 'profile')).href}`;
    const args = [profile, '--headless', '--convert-to', format, '--outdir', folder, ...files];
    const { stdout, stderr } = await promisify(execFile)('soffice', args).catch(
      (error: unknown) => {
        throw new Error('LibreOffice (soffice) could not be run.', { cause: error });
      },
    );
    if (/error/i.test(stderr)) throw new Error(`${stdout}${stderr}`);
    return folder;
  }
}

/** Fields in quotation marks may hold commas and ends of lines; two such marks are one. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, bare = '', end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g,
  )) {
    rows.at(-1)?.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end !== ',' && end !== '') rows.push([]);
  }
  return rows;
}
