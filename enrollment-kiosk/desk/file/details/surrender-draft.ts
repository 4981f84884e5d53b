import type { DetailsCommand } from '../../../../core/contracts/desk/session.ts'
import { packetManifestSchema } from '../../../../core/enrollment/packet.ts'
import {
  type Handling,
  handlings,
  handlingsOf,
  isNumberOf,
  type OldCardKind,
  oldCardKinds,
} from '../../../../core/enrollment/surrender.ts'
import type { Typed } from '../use-draft.ts'

export const mostOldCards = 3

/** One old card as its fields stand on the screen. */
export interface OldCardRow {
  readonly index: number
  readonly kind: OldCardKind | null
  readonly number: string
  readonly handling: Handling | null
  readonly handlings: readonly Handling[]
  /** Whole: it goes into the file. */
  readonly complete: boolean
}

const key = (index: number, part: 'kind' | 'number' | 'handling') => `surrendered.${index}.${part}`

export const oldCardChange = (index: number, part: 'kind' | 'number' | 'handling', value: string): Typed => ({
  [key(index, part)]: value,
})

const isKind = (text: string): text is OldCardKind => Object.hasOwn(oldCardKinds, text)
const isHandling = (text: string): text is Handling => Object.hasOwn(handlings, text)

export function oldCardRow(typed: Typed, index: number): OldCardRow {
  const read = (part: 'kind' | 'number' | 'handling') => typed[key(index, part)] ?? ''
  const kind = isKind(read('kind')) ? (read('kind') as OldCardKind) : null
  const number = read('number').replace(/[\s.]/g, '')
  const possible = kind ? handlingsOf(kind, typed['delivery.kind'] === 'POST' ? 'POST' : 'PICKUP') : []
  const chosen = read('handling')
  const usual = possible[0] ?? null
  const handling = isHandling(chosen) && possible.includes(chosen) ? chosen : usual
  const complete = kind !== null && handling !== null && isNumberOf({ kind, number, handling })
  return { index, kind, number: read('number'), handling, handlings: possible, complete }
}

/** The rows on the screen: those that are begun, and one to begin. */
export function oldCardRows(typed: Typed): readonly OldCardRow[] {
  const rows = Array.from({ length: mostOldCards }, (_, index) => oldCardRow(typed, index))
  const begun = rows.findLastIndex(({ kind, number }) => kind !== null || number !== '') + 1
  return rows.slice(0, Math.min(begun + 1, mostOldCards))
}

const surrenderedSchema = packetManifestSchema.shape.surrendered

export function surrenderedIn(typed: Typed): DetailsCommand['surrendered'] {
  const rows = oldCardRows(typed).filter(({ complete }) => complete)
  const cards = rows.map(({ kind, number, handling }) => ({
    kind,
    number: number.replace(/[\s.]/g, ''),
    handling,
  }))
  const parsed = surrenderedSchema.safeParse(cards)
  return parsed.success ? parsed.data : []
}

export const surrenderTyped = (cards: DetailsCommand['surrendered']): Typed =>
  Object.assign(
    {},
    ...cards.flatMap(({ kind, number, handling }, i) => [
      oldCardChange(i, 'kind', kind),
      oldCardChange(i, 'number', number),
      oldCardChange(i, 'handling', handling),
    ]),
  )
