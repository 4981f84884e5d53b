import loadOpenJpeg, { type OpenJpeg } from '@cornerstonejs/codec-openjpeg/wasmjs'
import { DomainError } from '../../core/errors.ts'
import { readDecodableJp2 } from '../../core/biometrics/codestream.ts'
import { Jp2Refused, wrapJp2 } from '../../core/biometrics/jp2.ts'

/** 8-bit samples, row by row from the top, the components of a pixel side by side. */
export interface Picture {
  readonly width: number
  readonly height: number
  /** 1: grey, 3: RGB. */
  readonly components: 1 | 3
  readonly samples: Uint8Array
}

/** Without loss, to a share of the uncompressed size, or to the best quality that fits. */
export type Compression = 'lossless' | { readonly ratio: number } | { readonly mostBytes: number }

/** No compression brings the picture under so many bytes. */
export class PictureDoesNotFit extends DomainError<'PICTURE_DOES_NOT_FIT'> {
  constructor(mostBytes: number) {
    super(
      'PICTURE_DOES_NOT_FIT',
      {
        vi: 'Ảnh không nén được xuống dung lượng cho phép. Hãy dùng ảnh nhỏ hơn.',
        en: 'The picture cannot be compressed to the size allowed. Use a smaller one.',
      },
      { mostBytes },
    )
  }
}

/** What one picture may leave behind: memory of WebAssembly grows and never shrinks. */
const mostHeap = 128 * 1024 * 1024
let loaded: Promise<OpenJpeg> | null = null

/**
 * Runs one call of the codec. An instance that failed, whose objects may be half made, or that has grown large is given to
 * the garbage collector; the next call loads another in about 10 ms.
 */
async function withCodec<Result>(call: (codec: OpenJpeg) => Result): Promise<Result> {
  const loading = (loaded ??= loadOpenJpeg({ print: () => {}, printErr: () => {} }))
  const codec = await loading
  let sound = false
  try {
    const result = call(codec)
    sound = codec.HEAPU8.length <= mostHeap
    return result
  } catch (error) {
    // Exceptions of C++ arrive as numbers.
    throw error instanceof Error ? error : new Error('the JPEG 2000 codec gave up')
  } finally {
    if (!sound && loaded === loading) loaded = null
  }
}

/**
 * A JP2 file. Blocks its thread for 0,1 s and more for a portrait: for workers. Throws PictureDoesNotFit, RangeError for
 * samples that are not the picture's.
 */
export async function encodeJp2(
  picture: Picture,
  compression: Compression,
): Promise<Uint8Array<ArrayBuffer>> {
  const { width, height, components, samples } = picture
  if (samples.length === 0 || samples.length !== width * height * components)
    throw new RangeError('samples of another picture')
  return withCodec((codec) => {
    if (compression === 'lossless') return wrapJp2(codestreamOf(codec, picture, null))
    if ('ratio' in compression) return wrapJp2(codestreamOf(codec, picture, compression.ratio))
    return fitting(codec, picture, compression.mostBytes)
  })
}

const tries = 6
/** Of OpenJPEG's own choice; a side is halved as often, and must not vanish. */
const mostDecompositions = 5

/** OpenJPEG comes near the size that it is asked for, mostly from below; what is over is asked for less. */
function fitting(codec: OpenJpeg, picture: Picture, mostBytes: number): Uint8Array<ArrayBuffer> {
  let aim = mostBytes
  for (let i = 0; i < tries && aim > 0; i++) {
    const file = wrapJp2(codestreamOf(codec, picture, Math.max(1, picture.samples.length / aim)))
    if (file.length <= mostBytes) return file
    aim -= Math.ceil((file.length - mostBytes) * 1.1)
  }
  throw new PictureDoesNotFit(mostBytes)
}

function codestreamOf(codec: OpenJpeg, picture: Picture, ratio: number | null): Uint8Array {
  const { width, height, components: componentCount, samples } = picture
  const isUsingColorTransform = componentCount === 3
  const encoder = new codec.J2KEncoder()
  try {
    const frame = { width, height, bitsPerSample: 8, componentCount, isSigned: false, isUsingColorTransform }
    encoder.getDecodedBuffer(frame).set(samples)
    encoder.setDecompositions(Math.min(mostDecompositions, Math.floor(Math.log2(Math.min(width, height)))))
    encoder.setQuality(ratio === null, 1)
    if (ratio !== null) encoder.setCompressionRatio(0, ratio)
    encoder.encode()
    return new Uint8Array(encoder.getEncodedBuffer())
  } finally {
    encoder.delete()
  }
}

/**
 * The picture of a JP2 file or a bare codestream of 8-bit grey or RGB, 8 Mi samples at most; sizes are looked at before
 * anything is allocated. Blocks its thread. Throws Jp2Refused, also for coded data that the decoder gives up on.
 */
export async function decodeJp2(bytes: Uint8Array): Promise<Picture> {
  const { width, height, components, codestream } = readDecodableJp2(bytes)
  return withCodec((codec) => {
    const decoder = new codec.J2KDecoder()
    try {
      decoder.getEncodedBuffer(codestream.length).set(codestream)
      decoder.decode()
      const samples = new Uint8Array(decoder.getDecodedBuffer())
      if (samples.length === width * height * components)
        return { width, height, components: components === 1 ? 1 : 3, samples } as const
    } catch (error) {
      // The codec throws numbers and its own exceptions; an error of this program is not hidden.
      if (error instanceof TypeError || error instanceof ReferenceError) throw error
    } finally {
      decoder.delete()
    }
    throw new Jp2Refused({ fault: 'value', field: 'codestream', offset: null })
  })
}
