/** The part of fontkit that the documents use; the package carries no types. */
declare module 'fontkit' {
  interface Bounds {
    readonly minX: number
    readonly minY: number
    readonly maxX: number
    readonly maxY: number
  }
  export interface Glyph {
    /** In the face's units, y upwards. */
    readonly path: { readonly bbox: Bounds; toSVG(): string }
    readonly id: number
    readonly advanceWidth: number
    readonly codePoints: readonly number[]
  }
  export interface GlyphRun {
    readonly glyphs: readonly Glyph[]
    readonly positions: readonly {
      readonly xAdvance: number
      readonly xOffset: number
      readonly yOffset: number
    }[]
    readonly advanceWidth: number
  }
  /** A part of a face, glyphs numbered anew in the order in which they were included. */
  export interface Subset {
    includeGlyph(glyph: number): number
    encode(): Uint8Array
  }
  export interface Font {
    readonly postscriptName: string
    readonly unitsPerEm: number
    readonly ascent: number
    readonly descent: number
    readonly capHeight: number
    readonly bbox: Bounds
    readonly characterSet: readonly number[]
    hasGlyphForCodePoint(codePoint: number): boolean
    glyphForCodePoint(codePoint: number): Glyph
    layout(text: string, features?: Readonly<Record<string, boolean>>): GlyphRun
    createSubset(): Subset
  }
  export function create(bytes: Uint8Array): Font
}
