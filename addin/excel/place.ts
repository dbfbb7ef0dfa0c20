import type { Place } from '../../contract/sessions.ts';
import type { Host } from './host.ts';

/** Where the pane's page runs; undefined where nothing is known of the place (iPad, others to come). */
export function readPlace({ Office }: Host, path: string = location.pathname): Place | undefined {
  // There the emulated Excel speaks as the one on the web.
  if (path.startsWith('/try/')) return 'try';
  const { PlatformType } = Office;
  switch (Office.context.platform) {
    case PlatformType.OfficeOnline:
      return 'excel-web';
    case PlatformType.PC:
      return 'excel-windows';
    case PlatformType.Mac:
      return 'excel-mac';
    default:
      return undefined;
  }
}
