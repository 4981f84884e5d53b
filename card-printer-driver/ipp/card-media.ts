/** Which of a printer's media is an ID-1 card: PWG 5101.1 names its size, PWG 5100.7 gives it in hundredths of a millimetre. */
import type { IppAttribute, IppValue } from './message.ts'
import { attribute, integer, keyword, numberOf, stringsOf } from './message.ts'

/** ISO/IEC 7810, 5: 53.98 × 85.60 mm, in hundredths; printers round to a twelfth of a point or a tenth of a millimetre. */
const id1 = { across: 5398, along: 8560 } as const
const tolerance = 60

/** Hundredths of a millimetre in one unit of a self-describing name. */
const units: Readonly<Record<string, number>> = { mm: 100, in: 2540 }

const near = (value: number, wanted: number) => Math.abs(value - wanted) <= tolerance
const isCard = (x: number, y: number) =>
  (near(x, id1.across) && near(y, id1.along)) || (near(x, id1.along) && near(y, id1.across))

/** PWG 5101.1, 5: `iso_id-1_53.98x85.6mm`. */
function sizeInName(name: string): readonly [number, number] | null {
  const [, x, y, unit = ''] =
    /_(\d{1,6}(?:\.\d{1,6})?)x(\d{1,6}(?:\.\d{1,6})?)(mm|in)(?:_[a-z0-9.-]+)?$/.exec(name) ?? []
  const scale = units[unit]
  return scale === undefined ? null : [Number(x) * scale, Number(y) * scale]
}

function isCardName(name: string): boolean {
  const size = sizeInName(name)
  return size !== null && !/^custom_(?:min|max)_/.test(name) && isCard(...size)
}

/** `media-size`: two numbers; a printer of any size gives ranges. */
function isCardSize(value: IppValue): boolean {
  if (value.type !== 'collection') return false
  const [x, y] = ['x-dimension', 'y-dimension'].map((side) =>
    value.members.find(({ name }) => name === side)?.values.at(0),
  )
  const fits = (across: number, along: number) => within(x, across) && within(y, along)
  return fits(id1.across, id1.along) || fits(id1.along, id1.across)
}

function within(side: IppValue | undefined, wanted: number): boolean {
  if (side?.type === 'rangeOfInteger') return side.lower <= wanted && wanted <= side.upper
  return side?.type === 'integer' && near(side.value, wanted)
}

/** How a job asks for a card: by name, by size, or not at all (null: the printer takes no cards). */
export function cardMedia(of: {
  readonly media: IppAttribute | undefined
  readonly sizes: IppAttribute | undefined
}): IppAttribute | null {
  const named = stringsOf(of.media).find(isCardName)
  if (named !== undefined) return attribute('media', keyword(named))
  const size = of.sizes?.values.find(isCardSize)
  return size === undefined
    ? null
    : attribute('media-col', { type: 'collection', members: [mediaSize(size)] })
}

/** The printer's own numbers, where it has such; ours, where it takes any size. */
function mediaSize(size: IppValue): IppAttribute {
  const members = size.type === 'collection' ? size.members : []
  const side = (name: string, wanted: number) =>
    attribute(name, integer(numberOf(members.find((one) => one.name === name)) ?? wanted))
  const sides = [side('x-dimension', id1.across), side('y-dimension', id1.along)]
  return attribute('media-size', { type: 'collection', members: sides })
}
