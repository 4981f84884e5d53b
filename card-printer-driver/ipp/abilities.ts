import { cardMedia } from './card-media.ts'
import type { IppAttribute, IppMessage, IppValue } from './message.ts'
import { attribute, enumerated, find, integer, keyword, numbersOf, operations, stringsOf } from './message.ts'

/** What a printer can do, asked once and again after it was away. */
export interface Abilities {
  /** The job attributes of a card on this printer; null: it cannot print one, two sides of ID-1 from a PDF. */
  readonly ticket: readonly IppAttribute[] | null
  /** By name as in {@link operations}. */
  readonly can: ReadonlySet<keyof typeof operations>
}

export const abilityNames = [
  'operations-supported',
  'document-format-supported',
  'notify-pull-method-supported',
  'media-supported',
  'media-size-supported',
  'sides-supported',
  'print-scaling-supported',
  'print-color-mode-supported',
  'print-quality-supported',
  'printer-resolution-supported',
] as const

type AbilityName = (typeof abilityNames)[number]

/** What every card wants where the printer offers it: name of the job attribute, the list of its values, the value. */
const wishes: readonly (readonly [string, AbilityName, IppValue])[] = [
  // A face is drawn in millimetres: fitted to the page it would be another size (PWG 5100.16, 5.3).
  ['print-scaling', 'print-scaling-supported', keyword('none')],
  ['print-color-mode', 'print-color-mode-supported', keyword('color')],
  ['print-quality', 'print-quality-supported', enumerated(5)],
  [
    'printer-resolution',
    'printer-resolution-supported',
    { type: 'resolution', across: 300, along: 300, unit: 'dpi' },
  ],
]

/** Both faces are landscape: turned over the long edge, the back stands upright behind the front. */
const sides = keyword('two-sided-long-edge')

/** The name of an operation by its number. */
const operationNames = new Map(
  Object.entries(operations).map(([name, id]) => [id as number, name as keyof typeof operations]),
)

/** Reads the answer to Get-Printer-Attributes with {@link abilityNames}. */
export function readAbilities(answer: IppMessage): Abilities {
  const of = (name: AbilityName) => find(answer, 'printer', name)
  const events = stringsOf(of('notify-pull-method-supported')).includes('ippget')
  const can = numbersOf(of('operations-supported')).flatMap((id) => operationNames.get(id) ?? [])
  return {
    ticket: ticketFrom(of),
    can: new Set(events ? can : can.filter((name) => name !== 'getNotifications')),
  }
}

function ticketFrom(of: (name: AbilityName) => IppAttribute | undefined): readonly IppAttribute[] | null {
  const media = cardMedia({ media: of('media-supported'), sizes: of('media-size-supported') })
  const pdf = stringsOf(of('document-format-supported')).includes('application/pdf')
  if (!media || !pdf || !offers(of('sides-supported'), sides)) return null
  const granted = wishes.filter(([, list, value]) => offers(of(list), value))
  return [
    media,
    attribute('sides', sides),
    attribute('copies', integer(1)),
    ...granted.map(([name, , value]) => attribute(name, value)),
  ]
}

function offers(list: IppAttribute | undefined, wanted: IppValue): boolean {
  return (list?.values ?? []).some((value) => JSON.stringify(value) === JSON.stringify(wanted))
}
