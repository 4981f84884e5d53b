/** Reads kinds-and-eras.txt: what is asked, and what the law was found to say by hand. */
import { readFileSync } from 'node:fs'
import { type CalendarDate, parseCalendarDate, parsePartialDate } from '../../core/dates/calendar-date.ts'
import { type ApplicationKind, applicationKindNames } from '../../core/enrollment/application-kinds.ts'
import type { ServiceArea } from '../../core/enrollment/deadlines.ts'
import type { EligibilityRequest } from '../../core/enrollment/eligibility.ts'

/** What a row says of a request that is open to its applicant. */
export interface Allowed {
  readonly states: readonly string[]
  readonly biometrics: string
  readonly papers: readonly string[]
  /** Đồng; null where nothing is decided because no card is made. */
  readonly fee: number | null
  readonly deadline: string
  readonly promised: string
  readonly offices: readonly number[]
  /** null for không thời hạn; undefined where no card is made. */
  readonly until: string | null | undefined
}

export interface Row {
  readonly title: string
  readonly on: CalendarDate
  readonly request: EligibilityRequest
  readonly kind: ApplicationKind
  readonly area: ServiceArea
  readonly mother: boolean
  readonly live: boolean
  readonly expected: Allowed | { readonly refused: string }
}

const toEnd: Readonly<Record<string, readonly string[]>> = {
  ISSUED: [
    'RECEIVED',
    'SCREENING',
    'AWAITING_APPROVAL',
    'APPROVED',
    'IN_PRODUCTION',
    'PRODUCED',
    'IN_TRANSIT',
    'READY',
    'ISSUED',
  ],
  COMPLETED: ['RECEIVED', 'SCREENING', 'AWAITING_APPROVAL', 'APPROVED', 'COMPLETED'],
}

const words = (text: string) => (text === '-' ? [] : text.split(' '))

function expectedOf([end = '', ...cells]: readonly string[]): Row['expected'] {
  if (end.startsWith('REFUSED ')) return { refused: end.slice('REFUSED '.length) }
  const [biometrics = '', papers = '', fee = '', deadline = '', promised = '', offices = '', until = ''] =
    cells
  return {
    states: toEnd[end] ?? [],
    biometrics,
    papers: words(papers),
    fee: fee === '-' ? null : Number(fee),
    deadline,
    promised,
    offices: [...offices].map(Number),
    until: until === '-' ? undefined : until === 'forever' ? null : until,
  }
}

function rowOf(line: string): Row {
  const [day = '', kindName, reason = '', born = '', way = '', particulars = '', live, ...expected] = line
    .split('|')
    .map((cell) => cell.trim())
  const kind = applicationKindNames.find((known) => known === kindName)
  if (!kind) throw new RangeError(`no kind: ${line}`)
  const told = words(particulars)
  const valueOf = (name: string) => told.find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1)
  const [cardKind, issuedOn] = valueOf('card')?.split('/') ?? []
  const mother = way.endsWith('_MOTHER')
  return {
    title: `${day} ${kind} ${reason}, born ${born}, ${way} ${particulars}`,
    on: parseCalendarDate(day),
    kind,
    area: (valueOf('area') ?? 'OTHER') as ServiceArea,
    mother,
    live: live === 'live',
    expected: expectedOf(expected),
    request: {
      kind,
      reason,
      channel: way.startsWith('ONLINE') ? 'ONLINE' : 'DESK',
      birthDate: parsePartialDate(born),
      represented: mother,
      withoutCapacity: told.includes('without-capacity'),
      undetermined: told.includes('undetermined'),
      inForce: true,
      card:
        cardKind && issuedOn ? { kind: cardKind as 'CC_2024', issuedOn: parseCalendarDate(issuedOn) } : null,
      usableBiometrics: !told.includes('uncaptured'),
    },
  }
}

export const rows: readonly Row[] = readFileSync(new URL('kinds-and-eras.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map(rowOf)
