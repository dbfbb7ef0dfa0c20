const encoder = new TextEncoder();

/**
 * Collects the text of a large part and encodes it as it grows: one string of many megabytes, built of
 * many small ones, costs more in memory and time than all the rest of saving.
 */
export class Pieces {
  readonly #encoded: Uint8Array[] = [];
  #waiting: string[] = [];
  #size = 0;

  add(text: string): void {
    if (this.#waiting.push(text) >= 256) this.#encode();
  }

  bytes(): Uint8Array {
    this.#encode();
    const bytes = new Uint8Array(this.#size);
    let at = 0;
    for (const piece of this.#encoded) {
      bytes.set(piece, at);
      at += piece.length;
    }
    return bytes;
  }

  #encode(): void {
    const piece = encoder.encode(this.#waiting.join(''));
    this.#encoded.push(piece);
    this.#size += piece.length;
    this.#waiting = [];
  }
}
