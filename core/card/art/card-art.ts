import { cardSize, labelColour } from '../templates.ts'
import type { CardLayout } from '../layout.ts'
import { chipPlace, chipSymbol } from './chip.ts'
import { drum } from './drum.ts'
import { emblem } from './emblem.ts'
import { rosette, waves } from './guilloche.ts'
import { lotus } from './lotus.ts'
import { countryMap } from './map.ts'
import type { Shape } from './shape.ts'

const fineLines = { width: cardSize.width, height: cardSize.height, lines: 38 } as const

/** Everything drawn on the front that is the same on every card: fine lines, drum, map, emblem. */
export function frontArt({ front }: CardLayout): readonly Shape[] {
  return [
    ...waves({ ...fineLines, colours: ['#a9d3b4', '#e2d27f'] }),
    ...drum({ x: 46, y: 31.5 }, 19.5, { line: '#a9c68f', fill: '#cfdb9c' }),
    ...countryMap({ x: 52.5, y: 19, width: 30, height: 33 }, { fill: '#d3e6b6', line: '#93c08f' }),
    ...emblem(front.emblem),
    ...chipSymbol(front.chipSymbol, labelColour),
  ]
}

/** Everything drawn on the back that is the same on every card: fine lines, rosette, lotus, the chip's place. */
export function backArt({ back }: CardLayout): readonly Shape[] {
  return [
    ...waves({ ...fineLines, colours: ['#e2d27f', '#a9d3b4'] }),
    rosette({ x: 42.8, y: 27 }, 24, '#bcd8ac'),
    ...lotus({ x: 42.8, y: 42 }, 25, {
      outer: '#f3dfd0',
      inner: '#f6e9cf',
      line: '#dfb9b0',
      water: '#9fcbb4',
    }),
    ...chipPlace(back.chip, { fill: '#efe3b2', line: '#c0a44e' }),
  ]
}
