/**
 * What is physically so in and around the printer, and outlives its power: where each card is and what is on it, what is left of
 * the ribbon, what the counters say. It changes by the events below and by nothing else; replayed, they give the same world again.
 */
import { z } from 'zod'

/** Dots of a line and lines of a card at 300 dpi; the card lies upright. */
export const dots = 648
export const lines = 1016

export const panels = ['y', 'm', 'c', 'k', 'o'] as const
export type Panel = (typeof panels)[number]
export const sides = ['front', 'back'] as const
export type Side = (typeof sides)[number]

/** What lies on one set of each ribbon, in the order in which it passes the head. */
export const ribbons = {
  ymcko: 'ymcko',
  ymckok: 'ymckok',
  ymckos: 'ymckos',
  ko: 'ko',
  k: 'k',
  kb: 'k',
  kw: 'k',
} as const
export type RibbonKind = keyof typeof ribbons
const ribbonKinds = Object.keys(ribbons) as [RibbonKind, ...RibbonKind[]]

/** In the printer's path, or where it left it. */
export const insidePlaces = ['CONTACT', 'CONTACTLESS', 'PRINT'] as const
const leftPlaces = ['OUTPUT', 'REJECT', 'REAR', 'REMOVED'] as const
export type InsidePlace = (typeof insidePlaces)[number]
export type LeftPlace = (typeof leftPlaces)[number]

/** Also the name of the card's file. */
const serial = z.string().regex(/^[\w-]{1,40}$/)
export const blankSchema = z.strictObject({ serial, chipSerial: z.string().regex(/^[0-9A-Z]{16}$/) })
export type Blank = z.infer<typeof blankSchema>

const printedSchema = z.strictObject({
  side: z.enum(sides),
  panel: z.enum(panels),
  levels: z.int(),
  compressed: z.boolean(),
  /** So many of the card's lines; fewer than all where something stopped it. */
  lines: z.int().min(0).max(lines),
  /** Where the store keeps the panel as it was downloaded. */
  start: z.int(),
  length: z.int(),
})
export type PrintedPanel = z.infer<typeof printedSchema>

export const eventSchema = z.discriminatedUnion('event', [
  z.strictObject({ event: z.literal('made'), printer: z.string() }),
  z.strictObject({ event: z.literal('loaded'), blanks: z.array(blankSchema) }),
  z.strictObject({ event: z.literal('ribbon'), kind: z.enum(ribbonKinds).nullable(), sets: z.int().min(0) }),
  z.strictObject({ event: z.literal('inserted'), card: serial, to: z.enum(insidePlaces) }),
  z.strictObject({ event: z.literal('moved'), card: serial, to: z.enum(insidePlaces) }),
  z.strictObject({ event: z.literal('flipped'), card: serial }),
  z.strictObject({
    event: z.literal('printed'),
    card: serial,
    panel: printedSchema,
    /** Panels of the ribbon that have passed the head since it was put in. */
    ribbon: z.int(),
  }),
  z.strictObject({ event: z.literal('left'), card: serial, to: z.enum(leftPlaces) }),
  z.strictObject({ event: z.literal('stuck'), card: serial }),
  z.strictObject({ event: z.literal('freed'), card: serial }),
  z.strictObject({ event: z.literal('emptied'), tray: z.enum(['OUTPUT', 'REJECT']) }),
  z.strictObject({ event: z.literal('cleaned') }),
  z.strictObject({ event: z.literal('saved'), errorMode: z.int() }),
])
export type WorldEvent = z.infer<typeof eventSchema>

export interface Card extends Blank {
  /** What `Rco;c` said when it was taken in; null in the feeder. */
  number: number | null
  place: 'FEEDER' | InsidePlace | LeftPlace
  /** Its back is up. */
  flipped: boolean
  stuck: boolean
  printed: PrintedPanel[]
}

export interface World {
  printer: string
  readonly cards: Map<string, Card>
  readonly numbers: Map<number, Card>
  readonly feeder: Card[]
  inside: Card | null
  /** Fell into the output hopper last. */
  last: Card | null
  ribbon: { readonly kind: RibbonKind; readonly sets: number; passed: number } | null
  inserted: number
  /** Panels printed in all, and with this ribbon. */
  panels: number
  panelsOfRibbon: number
  /** Cards since the last cleaning, the longest such row, and how often it was cleaned. */
  sinceCleaning: number
  longestRow: number
  cleanings: number
  /** Cards that lie there now. */
  readonly full: { OUTPUT: number; REJECT: number }
  savedErrorMode: number
}

export const newWorld = (): World => ({
  printer: '',
  cards: new Map(),
  numbers: new Map(),
  feeder: [],
  inside: null,
  last: null,
  ribbon: null,
  inserted: 0,
  panels: 0,
  panelsOfRibbon: 0,
  sinceCleaning: 0,
  longestRow: 0,
  cleanings: 0,
  full: { OUTPUT: 0, REJECT: 0 },
  savedErrorMode: 0,
})

type Apply<Name extends WorldEvent['event']> = (
  world: World,
  event: Extract<WorldEvent, { event: Name }>,
) => void

const rules: { readonly [Name in WorldEvent['event']]: Apply<Name> } = {
  made: (world, { printer }) => {
    world.printer = printer
  },
  loaded: (world, { blanks }) => {
    for (const blank of blanks) {
      const card: Card = {
        ...blank,
        number: null,
        place: 'FEEDER',
        flipped: false,
        stuck: false,
        printed: [],
      }
      world.cards.set(card.serial, card)
      world.feeder.push(card)
    }
  },
  ribbon: (world, { kind, sets }) => {
    world.ribbon = kind === null ? null : { kind, sets, passed: 0 }
    world.panelsOfRibbon = 0
  },
  inserted: (world, { card: serial, to }) => {
    const card = cardOf(world, serial)
    world.feeder.splice(world.feeder.indexOf(card), 1)
    card.number = ++world.inserted
    world.numbers.set(card.number, card)
    card.place = to
    world.inside = card
    world.sinceCleaning++
    world.longestRow = Math.max(world.longestRow, world.sinceCleaning)
  },
  moved: (world, { card, to }) => {
    cardOf(world, card).place = to
  },
  flipped: (world, { card: serial }) => {
    const card = cardOf(world, serial)
    card.flipped = !card.flipped
  },
  printed: (world, { card, panel, ribbon }) => {
    cardOf(world, card).printed.push(panel)
    if (world.ribbon) world.ribbon.passed = ribbon
    world.panels++
    world.panelsOfRibbon++
  },
  left: (world, { card: serial, to }) => {
    const card = cardOf(world, serial)
    Object.assign(card, { place: to, stuck: false })
    world.inside = null
    if (to === 'OUTPUT') world.last = card
    if (to === 'OUTPUT' || to === 'REJECT') world.full[to]++
  },
  stuck: (world, { card }) => {
    cardOf(world, card).stuck = true
  },
  freed: (world, { card }) => {
    cardOf(world, card).stuck = false
  },
  emptied: (world, { tray }) => {
    world.full[tray] = 0
  },
  cleaned: (world) => {
    world.cleanings++
    world.sinceCleaning = 0
  },
  saved: (world, { errorMode }) => {
    world.savedErrorMode = errorMode
  },
}

export function apply(world: World, event: WorldEvent): void {
  // Each rule takes the event of its own name.
  ;(rules[event.event] as (world: World, event: WorldEvent) => void)(world, event)
}

function cardOf(world: World, serial: string): Card {
  const card = world.cards.get(serial)
  if (!card) throw new RangeError('no such card')
  return card
}

/** Sets of the ribbon that have not been begun. */
export function setsLeft({ ribbon }: World): number {
  if (!ribbon) return 0
  return Math.max(
    0,
    Math.floor((ribbon.sets * ribbons[ribbon.kind].length - ribbon.passed) / ribbons[ribbon.kind].length),
  )
}

/** How far the ribbon is when this panel has passed the head; null where none is left, or there is no such panel on it. */
export function ribbonAfter({ ribbon }: World, panel: Panel): number | null {
  if (!ribbon) return null
  const order = ribbons[ribbon.kind]
  for (let at = ribbon.passed; at < ribbon.passed + order.length && at < ribbon.sets * order.length; at++)
    if (order[at % order.length] === panel) return at + 1
  return null
}
