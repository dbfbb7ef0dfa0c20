import { restoreBackup } from '../db/restore.ts';
import { fileArgument, runTool, say, withDatabase } from './tool.ts';

await runTool(async () => {
  const file = fileArgument('npm run restore -- FILE');
  await withDatabase(async (database) => {
    await restoreBackup(database, file);
    say(`${file} is restored.`);
  });
});
