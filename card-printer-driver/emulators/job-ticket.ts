import type { IppAttribute, IppGroup, IppMessage, IppValue } from '../ipp/message.ts'
import { statuses } from '../ipp/message.ts'
import { asked } from './ipp-request.ts'
import { jobTemplateAttributes } from './printer-attributes.ts'

const template = jobTemplateAttributes()

/** What a job may ask for beside what has a list of its own; each is taken and changes nothing on a card. */
const harmless = new Set([
  'job-priority',
  'job-sheets',
  'multiple-document-handling',
  'media-col',
  'page-ranges',
])

export interface TicketCheck {
  /** Null: the job is taken. */
  readonly refused: number | null
  readonly ignored: boolean
  readonly groups: readonly IppGroup[]
}

/** RFC 8011, 4.1.7: with fidelity an attribute that the printer cannot honour refuses the job; without, it is told and ignored. */
export function checkTicket(request: IppMessage): TicketCheck {
  const wanted = request.groups.find(({ group }) => group === 'job')?.attributes ?? []
  const unsupported = wanted.filter((one) => !isSupported(one))
  if (unsupported.length === 0) return { refused: null, ignored: false, groups: [] }
  const fidelity = asked(request, 'ipp-attribute-fidelity')?.values[0]
  const strict = fidelity?.type === 'boolean' && fidelity.value
  const groups: readonly IppGroup[] = [{ group: 'unsupported', attributes: unsupported }]
  return { refused: strict ? statuses.attributesNotSupported : null, ignored: !strict, groups }
}

function isSupported({ name, values }: IppAttribute): boolean {
  if (name === 'media-col') return values.every(isCardColumn)
  if (harmless.has(name)) return true
  const list = template.find((one) => one.name === `${name}-supported`)
  return list !== undefined && values.every((value) => list.values.some((one) => covers(one, value)))
}

function covers(one: IppValue, wanted: IppValue): boolean {
  if (one.type === 'rangeOfInteger')
    return wanted.type === 'integer' && one.lower <= wanted.value && wanted.value <= one.upper
  return JSON.stringify(one) === JSON.stringify(wanted)
}

/** A size, where one is given, is the card's. */
function isCardColumn(value: IppValue): boolean {
  if (value.type !== 'collection') return false
  const size = value.members.find(({ name }) => name === 'media-size')
  if (!size) return true
  const supported = template.find(({ name }) => name === 'media-size-supported')
  return JSON.stringify(size.values) === JSON.stringify(supported?.values)
}
