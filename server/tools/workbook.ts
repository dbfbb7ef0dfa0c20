/** `npm run workbook`: what it came to on standard output, all else it says beside that. */
import { runTool, say } from './tool.ts';
import { workbook } from './workbook-run.ts';

function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(`${text}\n`, (error) => (error ? reject(error) : resolve()));
  });
}

await runTool(() => workbook(process.argv.slice(2), { say, print }));
