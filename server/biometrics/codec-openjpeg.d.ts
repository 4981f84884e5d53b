/** OpenJPEG compiled to WebAssembly; the package has no types of its own. */
declare module '@cornerstonejs/codec-openjpeg/wasmjs' {
  interface Frame {
    readonly width: number
    readonly height: number
    readonly bitsPerSample: number
    readonly componentCount: number
    readonly isSigned: boolean
    readonly isUsingColorTransform?: boolean
  }
  /** Buffers are views into the codec's memory: valid until its next call. */
  interface Encoder {
    getDecodedBuffer(frame: Frame): Uint8Array | Uint8ClampedArray
    setDecompositions(levels: number): void
    /** The second argument is the number of quality layers. */
    setQuality(lossless: boolean, layers: number): void
    setCompressionRatio(layer: number, ratio: number): void
    encode(): void
    getEncodedBuffer(): Uint8Array | Uint8ClampedArray
    delete(): void
  }
  interface Decoder {
    getEncodedBuffer(length: number): Uint8Array | Uint8ClampedArray
    decode(): void
    getDecodedBuffer(): Uint8Array | Uint8ClampedArray
    getFrameInfo(): Frame
    delete(): void
  }
  export interface OpenJpeg {
    readonly J2KEncoder: new () => Encoder
    readonly J2KDecoder: new () => Decoder
    readonly HEAPU8: Uint8Array
  }
  const openJpeg: (options: {
    readonly print: (line: string) => void
    readonly printErr: (line: string) => void
  }) => Promise<OpenJpeg>
  export default openJpeg
}
