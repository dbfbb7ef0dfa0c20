import * as z from 'zod';
import { endpoint, file } from './endpoint.ts';

export const DOWNLOAD_MINUTES = 10;

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
