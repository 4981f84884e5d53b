import { describe, expect, test } from 'vitest'
import type { Raster } from '../../core/printing/image-memory.ts'
import { faceCommands } from './card-commands.ts'

const size = { width: 1011, height: 638 }

function face(pixel: (at: number) => number): { side: 'front'; template: 'CC_2024'; raster: Raster } {
  const pixels = Uint32Array.from({ length: size.width * size.height }, (_, at) => pixel(at))
  return { side: 'front', template: 'CC_2024', raster: { ...size, data: new Uint8Array(pixels.buffer) } }
}

describe('the panels of a face', () => {
  const shown = (commands: ReturnType<typeof faceCommands>) =>
    commands.map(
      ({ name, parameters, data }) => `${name};${parameters?.slice(0, 2).join(';')} ${data?.length}`,
    )

  test('go compressed, in the order of the ribbon, with the length before the data', () => {
    const commands = faceCommands(
      face(() => 0xffffff),
      { ribbon: 'ymckok', levels: 32 },
    )
    expect(shown(commands)).toEqual([
      'Dbc;y;32 2032',
      'Dbc;m;32 2032',
      'Dbc;c;32 2032',
      'Dbc;k;2 1016',
      'Dbc;o;2 1016',
    ])
    for (const { parameters, data } of commands) expect(parameters?.[2]).toBe(data?.length)
  })

  test('go as they are where compression makes them longer', () => {
    // A multiplicative generator: no two neighbours alike.
    let state = 1
    const noise = () => (state = (state * 48_271) % 0x7fffffff)
    const commands = faceCommands(face(noise), { ribbon: 'ymcko', levels: 32 })
    expect(shown(commands).slice(0, 3)).toEqual(['Db;y;32 411480', 'Db;m;32 411480', 'Db;c;32 411480'])
  })
})
