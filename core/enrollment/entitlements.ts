/**
 * Who may ask for what: by kind, age and channel, whether a representative acts, and where face and fingers come from. One row
 * per rule of law; a file is judged by the rows in force on the day of its receipt.
 */
import type { CalendarDate } from '../dates/calendar-date.ts'
import type { ApplicationKind } from './application-kinds.ts'

export type Channel = 'DESK' | 'FIELD' | 'ONLINE'

/** Captured now; taken from the last file that has them usable; or none at all. */
export type BiometricsSource = 'CAPTURE' | 'EARLIER' | 'NONE'

export interface Entitlement {
  readonly kinds: readonly ApplicationKind[]
  /** Only these cases of the kinds; all where null. */
  readonly reasons: readonly string[] | null
  readonly from: CalendarDate
  readonly until: CalendarDate | null
  /** Completed years, and the first that is too many. */
  readonly fromAge: number
  readonly belowAge: number | null
  readonly channels: readonly Channel[]
  readonly biometrics: BiometricsSource
  /** A lawful representative must act. One acts for an adult without legal capacity whatever stands here. */
  readonly representative: boolean
  /** Who is of Vietnamese origin with undetermined nationality, and not a citizen. */
  readonly undetermined?: true
  readonly article: string
}

const law2014 = { from: '2016-01-01' as CalendarDate, until: '2024-06-30' as CalendarDate } as const
const law2023 = { from: '2024-07-01' as CalendarDate, until: null } as const
const article2023 = (article: string) => `Luật Căn cước 26/2023/QH15, ${article}`

const under6 = { fromAge: 0, belowAge: 6, biometrics: 'NONE', representative: true } as const
const from6 = { fromAge: 6, belowAge: 14, representative: true } as const
const from14 = { fromAge: 14, belowAge: null, representative: false } as const

const cards = ['FIRST_ISSUE', 'EXCHANGE', 'REISSUE'] as const
const inPerson = ['DESK', 'FIELD'] as const
const anywhere = ['DESK', 'FIELD', 'ONLINE'] as const

/** The first row that fits kind, reason, age and channel decides. */
export const entitlements: readonly Entitlement[] = [
  {
    ...law2014,
    ...from14,
    kinds: cards,
    reasons: null,
    channels: inPerson,
    biometrics: 'CAPTURE',
    article: 'Luật Căn cước công dân 59/2014/QH13, Điều 19, Điều 22',
  },
  {
    ...law2023,
    ...under6,
    kinds: cards,
    reasons: null,
    channels: anywhere,
    article: article2023('Điều 23 khoản 2 điểm a'),
  },
  {
    ...law2023,
    ...from6,
    kinds: cards,
    reasons: null,
    channels: inPerson,
    biometrics: 'CAPTURE',
    article: article2023('Điều 23 khoản 2 điểm b'),
  },
  {
    ...law2023,
    ...from14,
    kinds: cards,
    reasons: null,
    channels: inPerson,
    biometrics: 'CAPTURE',
    article: article2023('Điều 23 khoản 1'),
  },
  {
    ...law2023,
    ...from6,
    kinds: ['REISSUE'],
    reasons: ['LOST', 'DAMAGED'],
    channels: ['ONLINE'],
    biometrics: 'EARLIER',
    article: `${article2023('Điều 25')}; Nghị định 70/2024/NĐ-CP, Điều 21`,
  },
  {
    ...law2023,
    ...from14,
    kinds: ['REISSUE'],
    reasons: ['LOST', 'DAMAGED'],
    channels: ['ONLINE'],
    biometrics: 'EARLIER',
    article: `${article2023('Điều 25')}; Nghị định 70/2024/NĐ-CP, Điều 21`,
  },
  ...([under6, { ...from6, biometrics: 'CAPTURE' }, { ...from14, biometrics: 'CAPTURE' }] as const).map(
    (band): Entitlement => ({
      ...law2023,
      ...band,
      kinds: ['IDENTITY_CERTIFICATE'],
      reasons: null,
      channels: inPerson,
      undetermined: true,
      article: article2023('Điều 30'),
    }),
  ),
  // Requests without a card: below fourteen the representative asks.
  ...[law2014, law2023].flatMap((era) =>
    [{ fromAge: 0, belowAge: 14, representative: true } as const, from14].flatMap((band): Entitlement[] => [
      {
        ...era,
        ...band,
        kinds: ['CMND_CONFIRMATION', 'EXTRACT'],
        reasons: null,
        channels: era === law2014 ? inPerson : anywhere,
        biometrics: 'NONE',
        article: era === law2014 ? 'Thông tư 59/2021/TT-BCA' : 'Nghị định 70/2024/NĐ-CP',
      },
      {
        ...era,
        ...band,
        // The officer who takes the papers is the maker of the change: it is not asked for online.
        kinds: ['NUMBER_CHANGE', 'DATA_CHANGE'],
        reasons: null,
        channels: ['DESK'],
        biometrics: 'NONE',
        article: era === law2014 ? 'Thông tư 59/2021/TT-BCA, Điều 6' : 'Nghị định 70/2024/NĐ-CP',
      },
    ]),
  ),
]

/** Whether a row speaks of this age. */
export const isOfAge = ({ fromAge, belowAge }: Pick<Entitlement, 'fromAge' | 'belowAge'>, age: number) =>
  age >= fromAge && (belowAge === null || age < belowAge)
