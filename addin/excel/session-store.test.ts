import { expect, test } from 'vitest';
import { openExcel } from '../../excel-host/node/open-excel.ts';
import { keptInPane } from './session-store.ts';

function storage(): Storage {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
    clear: () => items.clear(),
  };
}

test('a session is kept under the partition key and nowhere else', async () => {
  const excel = await openExcel({ installGlobals: false });
  const { Excel, Office } = excel;
  const kept = storage();
  const context = Object.create(Office.context, { partitionKey: { value: 'site-7:' } });
  const partitioned = { Excel, Office: Object.create(Office, { context: { value: context } }) };
  const store = keptInPane(partitioned, kept);
  store.write('{"token":"t"}');
  expect([kept.length, kept.key(0)]).toEqual([1, 'site-7:PowerTrackr.session']);
  expect(store.read()).toBe('{"token":"t"}');
  expect(keptInPane({ Excel, Office }, kept).read()).toBeNull();
  store.write(null);
  expect(kept.length).toBe(0);
  excel.close();
});
