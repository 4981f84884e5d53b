import type { BureauResult, BureauRow } from '../../../core/contracts/bureau.ts'

/**
 * What an emulated bureau does wrong. In the result: a card is missing, named twice, on another card's blank, on another's chip, not of the
 * order, of another export, under another manifest. On the cards: two backs change places, the first is spoiled, the last is not begun. To the
 * file: its signature, or one byte under the seal, is altered.
 */
export const bureauFaults = [
  'missing',
  'twice',
  'wrong-blank',
  'wrong-chip',
  'not-ordered',
  'another-export',
  'another-manifest',
  'swapped-backs',
  'wrong-sod',
  'spoiled',
  'not-begun',
  'altered-signature',
  'altered-bytes',
] as const
export type BureauFault = (typeof bureauFaults)[number]

type Change = (rows: readonly BureauRow[]) => readonly BureauRow[]

const strangeJob = '00000000-0000-4000-8000-000000000000'
const otherSha256 = 'ab'.repeat(32)

/** The first row as another one. */
const first =
  (change: (row: BureauRow, rows: readonly BureauRow[]) => BureauRow): Change =>
  (rows) =>
    rows.map((row, i) => (i === 0 ? change(row, rows) : row))

const blankOf = ({ job, blankSerial }: BureauRow) => ({ job, blankSerial })

const changes: Readonly<Partial<Record<BureauFault, Change>>> = {
  missing: (rows) => rows.slice(1),
  twice: (rows) => rows.flatMap((row, i) => (i === 0 ? [row, row] : [row])),
  'wrong-blank': first((row, rows) => ({ ...row, blankSerial: rows.at(-1)?.blankSerial ?? '' })),
  'wrong-chip': first((row) =>
    row.result === 'GOOD' && row.chip
      ? { ...row, chip: { ...row.chip, chipSerial: 'ANOTHER000000001' } }
      : row,
  ),
  'wrong-sod': first((row) =>
    row.result === 'GOOD' && row.chip ? { ...row, chip: { ...row.chip, sodSha256: otherSha256 } } : row,
  ),
  'not-ordered': first((row) => ({ ...row, job: strangeJob })),
  'swapped-backs': (rows) => {
    const [one, two] = rows
    if (one?.result !== 'GOOD' || two?.result !== 'GOOD') return rows
    return [{ ...one, qr: two.qr }, { ...two, qr: one.qr }, ...rows.slice(2)]
  },
  spoiled: first((row) => ({ result: 'SPOILED', ...blankOf(row), class: 'PRINT', reason: 'STREAK' })),
  'not-begun': (rows) =>
    rows.map((row, i) => (i === rows.length - 1 ? { result: 'NOT_BEGUN', ...blankOf(row) } : row)),
}

/** The result as this bureau tells it. */
export function withFaults(result: BureauResult, faults: readonly BureauFault[]): BureauResult {
  let { cards } = result
  for (const fault of faults) cards = [...(changes[fault]?.(cards) ?? cards)]
  return {
    ...result,
    cards,
    ...(faults.includes('another-export') && { export: strangeJob }),
    ...(faults.includes('another-manifest') && { manifestSha256: otherSha256 }),
  }
}
