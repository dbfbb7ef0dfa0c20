/**
 * A file that is made while it is sent: what is in it is never in memory as a whole, and its size is not
 * known before. It is read once, as a stream.
 */
export class StreamedFile extends File {
  private readonly chunks: AsyncIterator<Uint8Array<ArrayBuffer>>;

  constructor(chunks: AsyncIterable<Uint8Array<ArrayBuffer>>, name: string, type: string) {
    super([], name, { type });
    this.chunks = chunks[Symbol.asyncIterator]();
  }

  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    const { chunks } = this;
    return new ReadableStream(
      {
        pull: async (controller) => {
          const { value, done } = await chunks.next();
          if (done === true) controller.close();
          else controller.enqueue(value);
        },
        cancel: async () => {
          await chunks.return?.();
        },
      },
      { highWaterMark: 0 },
    );
  }
}
