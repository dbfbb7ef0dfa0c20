import { selectArea } from '../../excel/select-cell.ts';
import type { Workspace } from '../workspace.ts';

/**
 * Shows a sheet because the person asked to see it, or a place on it as mistakes of a template name them:
 * "B7", a row "7", or a part of the page, of which only its sheet can be shown.
 *
 * @throws HostProblem
 */
export function showPlace({ host }: Workspace, sheet: string, at = 'A1'): Promise<void> {
  if (/^\d+$/.test(at)) return selectArea(host, sheet, `${at}:${at}`);
  return selectArea(host, sheet, /^[A-Z]+\d+$/.test(at) ? at : 'A1');
}
