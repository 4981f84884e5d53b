/** Which office decides on a file, by kind, era and age: the nearest one, from the place of receipt upwards, that may. */
import { ageOn, type CalendarDate, type PartialDate } from '../dates/calendar-date.ts'
import { type ApplicationKind, producesCard } from './application-kinds.ts'
import { inForce } from './request-reasons.ts'

/** Of an administrative unit: 1 province, 2 district (until 30/06/2025), 3 commune. */
type UnitLevel = 1 | 2 | 3

interface CompetenceRow {
  readonly from: CalendarDate
  readonly until: CalendarDate | null
  readonly of: 'CARDS' | 'PAPERS'
  readonly fromAge: number
  readonly belowAge: number | null
  readonly levels: readonly UnitLevel[]
  readonly article: string
}

const everyAge = { fromAge: 0, belowAge: null } as const

const rows: readonly CompetenceRow[] = [
  {
    ...everyAge,
    of: 'CARDS',
    from: '2016-01-01' as CalendarDate,
    until: '2024-06-30' as CalendarDate,
    levels: [1, 2],
    article: 'Luật Căn cước công dân 59/2014/QH13, Điều 26; Thông tư 59/2021/TT-BCA, Điều 13',
  },
  {
    ...everyAge,
    of: 'CARDS',
    from: '2024-07-01' as CalendarDate,
    until: '2025-02-28' as CalendarDate,
    levels: [1, 2],
    article: 'Luật Căn cước 26/2023/QH15, Điều 27, Điều 28',
  },
  // The police of districts were dissolved on 01/03/2025; communes issue to children since the districts ended.
  {
    ...everyAge,
    of: 'CARDS',
    from: '2025-03-01' as CalendarDate,
    until: '2025-06-30' as CalendarDate,
    levels: [1],
    article: 'Luật Căn cước 26/2023/QH15, Điều 27, Điều 28',
  },
  {
    of: 'CARDS',
    fromAge: 0,
    belowAge: 14,
    from: '2025-07-01' as CalendarDate,
    until: null,
    levels: [1, 3],
    article: 'Luật Căn cước 26/2023/QH15, Điều 27; thủ tục 1.014062',
  },
  {
    of: 'CARDS',
    fromAge: 14,
    belowAge: null,
    from: '2025-07-01' as CalendarDate,
    until: null,
    levels: [1],
    article: 'Luật Căn cước 26/2023/QH15, Điều 27; thủ tục 2.000200, 2.001195, 2.001194',
  },
  {
    ...everyAge,
    of: 'PAPERS',
    from: '2016-01-01' as CalendarDate,
    until: null,
    levels: [1, 2, 3],
    article: 'Nghị định 70/2024/NĐ-CP, Điều 12; Thông tư 59/2021/TT-BCA, Điều 5, Điều 6',
  },
]

export interface DecidedFile {
  readonly kind: ApplicationKind
  readonly birthDate: PartialDate
  /** The day of receipt. */
  readonly on: CalendarDate
}

/** The levels whose offices may decide, with the article. Files from before 2016 are judged by the first row. */
export function decidingLevels({
  kind,
  birthDate,
  on,
}: DecidedFile): Pick<CompetenceRow, 'levels' | 'article'> {
  const of = producesCard(kind) ? 'CARDS' : 'PAPERS'
  const age = ageOn(birthDate, on)
  const ofKind = rows.filter((row) => row.of === of)
  const row =
    ofKind.find(
      (one) => inForce(one, on) && age >= one.fromAge && (one.belowAge === null || age < one.belowAge),
    ) ?? ofKind[0]
  if (!row) throw new RangeError('no competence')
  return row
}

/**
 * The office that decides, of those from the place of receipt upwards. Where none of them may, the place of receipt itself: what
 * stands above the province belongs to the ministry, which decides what it received.
 */
export function decidingUnit<Unit extends { readonly level: number }>(
  upwards: readonly [Unit, ...Unit[]],
  file: DecidedFile,
): Unit {
  const { levels } = decidingLevels(file)
  return upwards.find(({ level }) => levels.some((one) => one === level)) ?? upwards[0]
}
