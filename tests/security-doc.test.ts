import { access, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const text = await readFile(join(root, 'docs/security.md'), 'utf8');

/** Files named in code marks, and links, from the root on. */
const named = [...text.matchAll(/`([\w.@/-]+\.(?:tsx?|md|json))`/g)].map(([, path]) => path ?? '');
const files = [...new Set(named.filter((path) => !path.startsWith('/')))];
const links = [...text.matchAll(/\]\(([^)#]+)/g)].map(([, path]) => join('docs', path ?? ''));

describe('docs/security.md', () => {
  test.each([...new Set([...files, ...links])])('names %s, which is there', async (path) => {
    await access(join(root, path));
  });

  test('names a file, or says why none, in every row of its tables of requirements', () => {
    const rows = text.split('\n').filter((line) => /^\| \d+\.\d+\.\d+/.test(line));
    expect(rows.length).toBeGreaterThan(80);
    const bare = rows.filter((row) => !/`[\w./-]+\.\w+`/.test(row) && !row.includes('by reading'));
    expect(bare).toEqual([]);
    expect(files.length).toBeGreaterThan(60);
  });

  test('says of every requirement it names as not met why, and of none that it is both', () => {
    const [, notMet = ''] = text.split('## Not met');
    const unmet = [...notMet.matchAll(/\*\*(\d+\.\d+\.\d+)\*\*/g)].map(([, one]) => one ?? '');
    const met = text
      .split('\n')
      .filter((line) => /^\| \d+\.\d+\.\d+/.test(line) && !line.includes('**in part**'))
      .flatMap(
        (line) =>
          line
            .split('|')[1]
            ?.split(',')
            .map((one) => one.trim()) ?? [],
      );
    expect(unmet.length).toBeGreaterThan(10);
    expect(met.filter((one) => unmet.includes(one))).toEqual([]);
    expect(new Set(met).size).toBe(met.length);
  });
});

test('SECURITY.md says how to report, and leads there', async () => {
  const policy = await readFile(join(root, 'SECURITY.md'), 'utf8');
  expect(policy).toMatch(/report privately/);
  for (const [, path = ''] of policy.matchAll(/\]\(([^)#]+)/g)) {
    await access(join(root, dirname('SECURITY.md'), path));
  }
});
