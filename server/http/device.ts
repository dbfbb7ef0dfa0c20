import { BROWSER_MAP, OS_MAP, parse } from 'bowser';

/** Real ones are a quarter as long; nobody is to keep the server busy with another. */
const LONGEST = 512;

const BROWSERS = new Set(Object.values(BROWSER_MAP));
const SYSTEMS = new Set(Object.values(OS_MAP));

/**
 * "Edge on Windows": what is kept of a User-Agent header, so that people know their own device in
 * a list. Of names that the library knows only: the header itself is whatever its sender likes.
 * Desktop Excel frames the pane in the system's own browser, so it looks like that one.
 * @returns null where the header says nothing that is known
 */
export function deviceOf(userAgent: string | undefined): string | null {
  if (userAgent === undefined || userAgent === '') return null;
  const { browser, os } = parse(userAgent.slice(0, LONGEST));
  const on = os.name !== undefined && SYSTEMS.has(os.name) ? os.name : null;
  if (browser.name === undefined || !BROWSERS.has(browser.name)) return on;
  const name = browser.name.replace('Microsoft ', '');
  return on === null ? name : `${name} on ${on}`;
}
