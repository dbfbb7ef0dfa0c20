import { writeBackup } from '../db/backup.ts';
import { fileArgument, runTool, say, withDatabase } from './tool.ts';

await runTool(async () => {
  const file = fileArgument('npm run backup -- FILE');
  await withDatabase(async (database, config) => {
    await writeBackup(database, file);
    say(`All tables are in ${file}.`);
    if (database.cluster !== null) {
      say(`It does not hold the keys in ${config.dataDir}/secrets: keep a copy of them elsewhere.`);
    }
  });
});
