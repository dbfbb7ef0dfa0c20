/** How office.js calls the parts of a request, and of an answer, about a copy of the document. */
const asked = { fileType: 0, sliceSize: 1, handle: 2, sliceIndex: 3 } as const;
const compressed = 1;
/** Excel keeps no more copies than these: each is to be closed. */
const most = 2;

interface Copy {
  readonly bytes: Uint8Array;
  readonly sliceSize: number;
}

type Answer = Record<string, unknown> | null;

/** Copies of the open file that an add-in reads slice by slice (`getFileAsync`); null is a refusal. */
export class DocumentCopies {
  readonly #copies = new Map<number, Copy>();
  #last = 0;

  open(request: Record<string, unknown>, save: (() => Uint8Array) | undefined): Answer {
    const sliceSize = Number(request[asked.sliceSize]);
    const isServed = request[asked.fileType] === compressed && sliceSize > 0;
    if (!save || !isServed || this.#copies.size === most) return null;
    this.#last += 1;
    const bytes = save();
    this.#copies.set(this.#last, { bytes, sliceSize });
    return { 0: this.#last, 1: bytes.length };
  }

  slice(request: Record<string, unknown>): Answer {
    const copy = this.#copies.get(Number(request[asked.handle]));
    if (!copy) return null;
    const start = Number(request[asked.sliceIndex]) * copy.sliceSize;
    const data = [...copy.bytes.subarray(start, start + copy.sliceSize)];
    return data.length === 0 ? null : { 0: data, 1: data.length };
  }

  close(request: Record<string, unknown>): Answer {
    return this.#copies.delete(Number(request[asked.handle])) ? {} : null;
  }
}
