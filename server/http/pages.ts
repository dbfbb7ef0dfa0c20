/**
 * The pages beside the API: the task pane, the page to try it without Excel, the manifest, icons and
 * help. They are files (`dist` is made by `npm run build`); what depends on the server is put in here:
 * PUBLIC_URL into the manifest and office.js's address into the pane.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import compression from 'compression';
import { Router, static as serveStatic } from 'express';
import type { RequestHandler, Response } from 'express';

export interface PagesOptions {
  /** Origin under which the server is reached. */
  readonly publicUrl: string;
  /** Whether /try is there: an emulated Excel, with the npm copy of office.js. */
  readonly enableTry: boolean;
  /** What webpack made; as a rule it lies in `dist`. */
  readonly bundles?: Bundles;
}

export interface Bundles {
  /** A page as webpack wrote it; undefined where it is not built. */
  readonly page: (name: string) => Promise<string | undefined>;
  /** Scripts and styles, by their addresses from the origin on. */
  readonly files: RequestHandler;
}

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Where the committed manifest and pane say that they are. */
const committedOrigin = 'https://localhost:3000';
const officeFromCdn = 'https://appsforoffice.microsoft.com/lib/1/hosted/office.js';
const officeFromNpm = '/office-js/office.js';

/** Pages of Excel on the web that may show the pane in a frame. */
const officeHosts = [
  'https://*.officeapps.live.com',
  'https://*.office.com',
  'https://*.office365.com',
  'https://*.microsoft.com',
  'https://*.cloud.microsoft',
  'https://*.sharepoint.com',
  'https://*.live.com',
];

type Policy = Readonly<Record<string, readonly string[]>>;

/** Styles are put in by the components (Fluent UI writes its rules at run time); scripts never are. */
const ownOnly: Policy = {
  'default-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'font-src': ["'self'", 'data:'],
  'connect-src': ["'self'"],
};

const policies = {
  pane: {
    ...ownOnly,
    'script-src': ["'self'", 'https://appsforoffice.microsoft.com'],
    'connect-src': ["'self'", 'https://appsforoffice.microsoft.com'],
    'frame-src': ['https://appsforoffice.microsoft.com'],
    'frame-ancestors': ["'self'", ...officeHosts],
  },
  paneInTry: { ...ownOnly, 'frame-ancestors': ["'self'"] },
  try: { ...ownOnly, 'frame-src': ["'self'"], 'frame-ancestors': ["'none'"] },
  help: { ...ownOnly, 'script-src': ["'none'"], 'frame-ancestors': ["'none'"] },
} satisfies Record<string, Policy>;

export function pages({ publicUrl, enableTry, bundles = built }: PagesOptions): Router {
  const router = Router();
  const pane = () => bundles.page('taskpane.html');
  router.get('/taskpane.html', page(pane, policies.pane));
  router.get(
    '/help.html',
    page(() => readIfThere(`${root}addin/assets/help.html`), policies.help),
  );
  router.get('/manifest.xml', async (_req, res) => {
    const manifest = await readFile(`${root}manifest.xml`, 'utf8');
    res.type('application/xml').send(manifest.replaceAll(committedOrigin, publicUrl));
  });
  router.use('/assets', files(`${root}addin/assets`, 'public, max-age=3600'));
  router.get('/', (_req, res) => res.redirect(enableTry ? '/try' : '/help.html'));
  if (enableTry) addTry(router, bundles);
  return router.use(bundles.files);
}

function addTry(router: Router, bundles: Bundles): void {
  router.get(
    '/try',
    page(() => bundles.page('try.html'), policies.try),
  );
  const pane = async () =>
    (await bundles.page('taskpane.html'))?.replace(officeFromCdn, officeFromNpm);
  router.get('/try/taskpane.html', page(pane, policies.paneInTry));
  router.use('/try/samples', workbooksOnly, files(`${root}excel-host/samples`, 'no-cache'));
  // Used unmodified and in place, as its licence wants it.
  const officeJs = `${root}node_modules/@microsoft/office-js/dist`;
  router.use('/office-js', files(officeJs, 'public, max-age=3600'));
}

/** What makes the samples lies beside them. */
const workbooksOnly: RequestHandler = (req, _res, next) =>
  req.path.endsWith('.xlsx') ? next() : next('router');

function page(read: () => Promise<string | undefined>, policy: Policy): RequestHandler {
  const header = Object.entries(policy)
    .map(([directive, sources]) => [directive, ...sources].join(' '))
    .join('; ');
  return async (_req, res) => {
    const html = await read();
    if (html === undefined) {
      res.status(503).type('text').send('The pages are not built yet: run "npm run build".');
      return;
    }
    openToOffice(res);
    res.setHeader('Content-Security-Policy', header);
    res.setHeader('Cache-Control', 'no-cache');
    res.type('html').send(html);
  };
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

const built: Bundles = {
  page: (name) => readIfThere(`${root}dist/${name}`),
  // Hashed names: what such an address says never changes.
  files: Router().use(
    '/static',
    files(`${root}dist/static`, 'public, max-age=31536000, immutable'),
  ),
};

/**
 * Files as they lie in a folder, compressed. Answers of the API never are: the length of one that holds
 * a secret beside something of its asker's would tell about the secret.
 */
function files(folder: string, caching: string): RequestHandler {
  const asTheyLie = serveStatic(folder, {
    index: false,
    redirect: false,
    // A part of a compressed file is of no use.
    acceptRanges: false,
    setHeaders: (res) => {
      openToOffice(res);
      res.setHeader('Cache-Control', caching);
    },
  });
  return Router().use(compression(), asTheyLie);
}

/** Excel on the web shows pane and icons on its own pages; who may frame a page says its policy. */
function openToOffice(res: Pick<Response, 'removeHeader' | 'setHeader'>): void {
  res.removeHeader('Cross-Origin-Opener-Policy');
  res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
}
