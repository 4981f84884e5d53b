import { z } from 'zod'
import { chipSerialOf } from '../../../core/contracts/chip-order.ts'
import { DomainError } from '../../../core/errors.ts'
import type { Machine } from './machine.ts'
import { type Blank, blankSchema, ribbons } from './world.ts'

/** What a person does at the machine with their hands. */
export const operatorSchema = z.discriminatedUnion('action', [
  /** Blanks into the feeder, the first one first. */
  z.strictObject({ action: z.literal('load'), blanks: z.array(blankSchema).max(100_000) }),
  z.strictObject({
    action: z.literal('loadRange'),
    first: blankSchema.shape.serial,
    count: z.int().min(1).max(100_000),
  }),
  z.strictObject({
    action: z.literal('changeRibbon'),
    /** Null: taken out. */
    kind: z.enum(Object.keys(ribbons) as [keyof typeof ribbons, ...(keyof typeof ribbons)[]]).nullable(),
    sets: z.int().min(0).default(0),
  }),
  /** A stuck card is loosened and stays inside; or taken out by hand. */
  z.strictObject({ action: z.literal('freeCard') }),
  z.strictObject({ action: z.literal('removeCard') }),
  z.strictObject({ action: z.literal('emptyOutput') }),
  z.strictObject({ action: z.literal('emptyReject') }),
])
export type OperatorAct = z.infer<typeof operatorSchema>

/** There is no such card, or it cannot be loaded twice. */
export class OperatorCannot extends DomainError<'OPERATOR_CANNOT'> {
  constructor() {
    super('OPERATOR_CANNOT', {
      vi: 'Không làm được: không có thẻ trong máy, hoặc phôi này đã có trong máy.',
      en: 'That cannot be done: there is no card in the machine, or this blank is known already.',
    })
  }
}

/** Throws OperatorCannot. */
export function operate(machine: Machine, act: OperatorAct): void {
  const { world } = machine
  const inside = () => {
    if (!world.inside) throw new OperatorCannot()
    return world.inside.serial
  }
  switch (act.action) {
    case 'load':
      return load(machine, act.blanks)
    case 'loadRange':
      return load(machine, blankRange(act.first, act.count))
    case 'changeRibbon':
      return machine.note({ event: 'ribbon', kind: act.kind, sets: act.sets })
    case 'freeCard':
      return machine.note({ event: 'freed', card: inside() })
    case 'removeCard':
      machine.note({ event: 'left', card: inside(), to: 'REMOVED' })
      return machine.onCard()
    case 'emptyOutput':
      return machine.note({ event: 'emptied', tray: 'OUTPUT' })
    case 'emptyReject':
      return machine.note({ event: 'emptied', tray: 'REJECT' })
  }
}

function load(machine: Machine, blanks: readonly Blank[]): void {
  const serials = new Set(blanks.map(({ serial }) => serial))
  if (serials.size < blanks.length || blanks.some(({ serial }) => machine.world.cards.has(serial)))
    throw new OperatorCannot()
  machine.note({ event: 'loaded', blanks: [...blanks] })
}

/** So many blanks in a row: the digits at the end of the first one's serial are counted on, and the chips' follow. */
export function blankRange(first: string, count: number): Blank[] {
  const [, head = '', digits = '0'] = /^(.*?)(\d+)$/.exec(first) ?? [null, first, '0']
  return Array.from({ length: count }, (_, i) => {
    const serial = head + String(BigInt(digits) + BigInt(i)).padStart(digits.length, '0')
    return { serial, chipSerial: chipSerialOf(serial) }
  })
}
