/** The file that an answer is, under the name that the server gave it (RFC 6266). */
export function fileOf(response: Response, content: Blob): File {
  const disposition = response.headers.get('Content-Disposition') ?? '';
  const type = response.headers.get('Content-Type') ?? '';
  return new File([content], nameIn(disposition) ?? 'PowerTrackr', { type });
}

function nameIn(disposition: string): string | null {
  const encoded = /filename\*=UTF-8''([^;\s]+)/i.exec(disposition)?.[1];
  if (encoded !== undefined) return decodeURIComponent(encoded);
  const plain = /filename=(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(disposition);
  return plain?.[1]?.replaceAll(/\\(.)/g, '$1') ?? plain?.[2] ?? null;
}
