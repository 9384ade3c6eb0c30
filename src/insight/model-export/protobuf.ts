/** Just enough of the protocol buffers wire format (encoding guide, "Message structure") to write an ONNX file. */

export class ProtoWriter {
  private readonly parts: number[] = [];

  /** Whole numbers from 0. */
  integer(field: number, value: number): this {
    this.varint(field * 8);
    this.varint(value);
    return this;
  }

  bytes(field: number, value: Uint8Array): this {
    this.varint(field * 8 + 2);
    this.varint(value.length);
    for (const byte of value) this.parts.push(byte);
    return this;
  }

  text(field: number, value: string): this {
    return this.bytes(field, new TextEncoder().encode(value));
  }

  message(field: number, value: ProtoWriter): this {
    return this.bytes(field, value.finish());
  }

  finish(): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(this.parts);
  }

  private varint(value: number): void {
    let rest = value;
    while (rest > 127) {
      this.parts.push((rest % 128) | 128);
      rest = Math.floor(rest / 128);
    }
    this.parts.push(rest);
  }
}
