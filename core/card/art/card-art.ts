import type { CardLayout, FingerprintPlace, Motif, Palette, Side } from '../layout.ts'
import { cardSize } from '../layout-parts.ts'
import { chipPlace, chipSymbol } from './chip.ts'
import { drum } from './drum.ts'
import { emblem } from './emblem.ts'
import { rosette, waves } from './guilloche.ts'
import { lotus } from './lotus.ts'
import { countryMap } from './map.ts'
import { seal, signatureStroke } from './seal.ts'
import { boxOutline, type Shape } from './shape.ts'

function motifShapes(motif: Motif, { motif: colours }: Palette): readonly Shape[] {
  switch (motif.kind) {
    case 'WAVES':
      return waves({ width: cardSize.width, height: cardSize.height, colours: motif.colours })
    case 'DRUM':
      return drum(motif, motif.radius, colours)
    case 'MAP':
      return countryMap(motif.box, { fill: colours.map, line: colours.line })
    case 'ROSETTE':
      return [rosette(motif, motif.radius, colours.line)]
    case 'LOTUS':
      return lotus(motif, motif.size, {
        outer: '#f3dfd0',
        inner: '#f6e9cf',
        line: '#dfb9b0',
        water: '#9fcbb4',
      })
  }
}

const fingerBox = ({ box }: FingerprintPlace): Shape => ({
  segments: boxOutline(box),
  fill: '#fbfbf6',
  stroke: '#8aa0a8',
  width: 0.14,
})

/** Everything drawn on a side that is the same on every card of a template: ground, state's signs, places of chip and prints. */
export function sideArt(layout: CardLayout, side: Side): readonly Shape[] {
  const face = layout[side]
  return [
    ...face.motifs.flatMap((motif) => motifShapes(motif, layout.palette)),
    ...(face.emblem ? emblem(face.emblem) : []),
    ...(face.chipSymbol ? chipSymbol(face.chipSymbol, layout.palette.label) : []),
    ...(face.chip ? chipPlace(face.chip, { fill: '#efe3b2', line: '#c0a44e' }) : []),
    ...face.fingerprints.map(fingerBox),
    ...(face.seal ? seal(face.seal) : []),
    ...(face.signature ? [signatureStroke(face.signature)] : []),
  ]
}
