/** As much of the package as is used here; it comes without types. */
declare module 'qrcode' {
  interface Modules {
    /** Modules of a side. */
    readonly size: number;
    /** Row by row; 1 is dark. */
    readonly data: Uint8Array;
  }
  export function create(
    text: string,
    options: { readonly errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H' },
  ): { readonly modules: Modules };
}
