import * as z from 'zod';
import { endpoint, file } from './endpoint.ts';
import { timestamp } from './scalars.ts';

export const DOWNLOAD_MINUTES = 10;

export const downloadLink = z
  .strictObject({ url: z.url(), expiresAt: timestamp })
  .meta({ id: 'DownloadLink' });

export const download = endpoint({
  name: 'download',
  method: 'GET',
  path: '/api/downloads/{token}',
  summary:
    'A file by a link that works once: views in which a page cannot save a file open it in the browser.',
  level: 'public',
  params: z.strictObject({ token: z.string().regex(/^[A-Za-z0-9_-]{43}$/) }),
  status: 200,
  output: file,
});
