import { expect, test } from 'vitest';
import { testDatabase } from '../../tests/setup/test-database.ts';
import { lockServer } from './locks.ts';

const database = await testDatabase();

test('a second server on the same data is refused until the first has stopped', async () => {
  const release = await lockServer(database);
  await expect(lockServer(database)).rejects.toThrow(/Another PowerTrackr server is running/);
  await release();
  const again = await lockServer(database);
  await again();
});
