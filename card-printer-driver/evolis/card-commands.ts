import type { CardTemplate } from '../../core/card/card-face.ts'
import type { Side } from '../../core/card/layout.ts'
import { cardLayout } from '../../core/card/templates.ts'
import { compressBits, compressDye } from '../../core/printing/compress-panel.ts'
import { faceZones } from '../../core/printing/face-zones.ts'
import { type Raster, uprightFace } from '../../core/printing/image-memory.ts'
import { packDye } from '../../core/printing/pack-panel.ts'
import { separateBlack } from '../../core/printing/separate-black.ts'
import { levelBits, type Levels, separateColours } from '../../core/printing/separate-colours.ts'
import { command, type KnownCommand } from './commands.ts'
import { type RibbonKind, ribbons } from './greet-printer.ts'

export interface PrintSettings {
  readonly ribbon: RibbonKind
  /** Steps of each dye. */
  readonly levels: Levels
}

export interface CardFace {
  readonly side: Side
  readonly template: CardTemplate
  readonly raster: Raster
}

/** One side's panels as the printer takes them, in the ribbon's order. */
export function faceCommands(
  { side, template, raster }: CardFace,
  { ribbon, levels }: PrintSettings,
): readonly KnownCommand[] {
  const face = uprightFace(raster)
  const zones = faceZones(cardLayout(template), side)
  if (ribbons[ribbon][side] === 'k') return [bitsCommand('k', separateBlack(face, zones))]
  const { y, m, c, k, o } = separateColours(face, zones, levels)
  return [
    dyeCommand('y', y, levels),
    dyeCommand('m', m, levels),
    dyeCommand('c', c, levels),
    bitsCommand('k', k),
    bitsCommand('o', o),
  ]
}

/** Compressed, unless that is longer: a picture of much noise is. */
function dyeCommand(panel: string, values: Uint8Array, levels: Levels): KnownCommand {
  const data = compressDye(values, levels)
  return data.length * 8 < values.length * levelBits[levels]
    ? compressed(panel, levels, data)
    : { ...command('Db', panel, levels), data: packDye(values, levels) }
}

function bitsCommand(panel: string, bits: Uint8Array): KnownCommand {
  const data = compressBits(bits)
  return data.length < bits.length ? compressed(panel, 2, data) : { ...command('Db', panel, 2), data: bits }
}

const compressed = (panel: string, levels: number, data: Uint8Array): KnownCommand => ({
  ...command('Dbc', panel, levels, data.length),
  data,
})

/**
 * Both sides of a card that is inside. A panel is printed when the next one, or the end, comes: what stands before `Se` has been
 * printed when `Se` is sent, save the last panel.
 */
export function cardCommands(faces: {
  readonly front: readonly KnownCommand[]
  readonly back: readonly KnownCommand[]
}): readonly KnownCommand[] {
  return [command('Ss'), command('Sr'), ...faces.front, command('Sv'), ...faces.back, command('Se')]
}
