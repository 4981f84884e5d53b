import { create } from 'fontkit'
import type { Font } from 'fontkit'
import type { Weight } from '../card/layout.ts'
import { embedFont, type EmbeddedFont } from './embedded-font.ts'

/** A face opened once and used by every document after. */
export interface DocumentFont {
  /** Width in points at a size in points. */
  readonly measure: (text: string, size: number) => number
  /** The first character that the face cannot draw. */
  readonly firstMissing: (text: string) => string | null
  /** What pdfkit embeds. */
  readonly source: object
  /** The fixed part that cards carry; prepared when it is first asked for. */
  readonly embedded: () => EmbeddedFont
}

export type DocumentFonts = { readonly [W in Weight]: DocumentFont }

/** Opens TrueType files (whole faces with Vietnamese). Opening costs some 20 ms: do it once per program. */
export function openFonts(files: { readonly [W in Weight]: Uint8Array }): DocumentFonts {
  return { regular: openFont(files.regular), semiBold: openFont(files.semiBold), bold: openFont(files.bold) }
}

function openFont(bytes: Uint8Array): DocumentFont {
  const font = create(bytes)
  let embedded: EmbeddedFont | null = null
  return {
    source: font,
    measure: measurer(font),
    firstMissing: (text) =>
      Array.from(text).find((letter) => !font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0)) ?? null,
    embedded: () => (embedded ??= embedFont(font)),
  }
}

/** Widths of words recur from card to card; the memory is bounded. */
function measurer(font: Font): DocumentFont['measure'] {
  const known = new Map<string, number>()
  return (text, size) => {
    let width = known.get(text)
    if (width === undefined) {
      width = font.layout(text).advanceWidth / font.unitsPerEm
      if (known.size >= 4096) known.clear()
      known.set(text, width)
    }
    return width * size
  }
}
