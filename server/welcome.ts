import { join } from 'node:path';
import type { Config } from './config.ts';
import type { RunningServer } from './start.ts';

type Place = Pick<RunningServer, 'publicUrl' | 'port'>;

/** What the person who started the server wants to know next, line by line. */
export function welcome(config: Config, { publicUrl, port }: Place): string[] {
  const isLocal = new URL(publicUrl).hostname === 'localhost';
  const tryIt = config.enableTry ? [`  Try it without Excel:  ${publicUrl}/try`] : [];
  const unknown =
    config.tls && isLocal
      ? [
          '  A browser asks once whether to go on, until "npm run trust" has made the certificate known.',
        ]
      : [];
  return [
    '',
    `PowerTrackr listens on ${publicUrl} (${config.host}, port ${port}).`,
    ...tryIt,
    ...unknown,
    ...sideloading(publicUrl).map((line) => `  ${line}`),
    `  Data: ${config.databaseUrl === null ? config.dataDir : 'the database in DATABASE_URL'}`,
    `  Mail: ${config.smtpUrl === null ? join(config.dataDir, 'mail') : 'sent over SMTP'}`,
    `  Stop: Ctrl+C`,
    '',
  ];
}

/** Developers' ways to put an add-in into one's own Excel, by the system that this runs on. */
export function sideloading(publicUrl: string, platform = process.platform): string[] {
  const manifest = `${publicUrl}/manifest.xml`;
  const web =
    'Excel on the web: Home > Add-ins > More Add-ins > My Add-ins > Upload My Add-in, that file.';
  const steps: Partial<Record<NodeJS.Platform, string[]>> = {
    win32: [
      'Excel on Windows: npx office-addin-dev-settings sideload manifest.xml desktop, with that file.',
      web,
    ],
    darwin: [
      'Excel on the Mac: put that file into ~/Library/Containers/com.microsoft.Excel/Data/Documents/wef,',
      'start Excel anew, Home > Add-ins.',
      web,
    ],
  };
  return [
    `In your own Excel: save ${manifest} as a file, then (docs/sideload.md tells it in full)`,
    ...(steps[platform] ?? [web]).map((line) => `  ${line}`),
  ];
}
