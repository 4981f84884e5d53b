import type { Bilingual } from '../../core/errors.ts'
import { declarationDiffSchema } from '../../core/residence/declarations.ts'
import { labelOfField } from '../registry/residents/resident-history.ts'

/** Something that happened to a person's files, cards, numbers or record. */
export interface CaseEvent {
  readonly at: Date
  readonly kind: 'FILE' | 'CARD' | 'NUMBER' | 'CHANGE'
  readonly label: Bilingual
  readonly state: string | null
}

interface PastNumber {
  readonly number: string
  readonly allottedOn: Date
  readonly cancelledOn: Date | null
  readonly reason: string | null
}

interface Past {
  readonly files: readonly { readonly receivedAt: Date; readonly code: string; readonly status: string }[]
  readonly cards: readonly { readonly issuedOn: Date; readonly serial: string; readonly status: string }[]
  readonly numbers: readonly PastNumber[]
  readonly changes: readonly {
    readonly appliedAt: Date | null
    readonly createdAt: Date
    readonly diff: unknown
  }[]
}

/** One line of time out of four tables, the newest first. */
export function eventsOf({ files, cards, numbers, changes }: Past): readonly CaseEvent[] {
  const events: readonly CaseEvent[] = [
    ...files.map(({ receivedAt, code, status }) => ({
      at: receivedAt,
      kind: 'FILE' as const,
      label: { vi: `Nộp hồ sơ ${code}`, en: `File ${code}` },
      state: status,
    })),
    ...cards.map(({ issuedOn, serial, status }) => ({
      at: issuedOn,
      kind: 'CARD' as const,
      label: { vi: `Cấp thẻ ${serial}`, en: `Card ${serial}` },
      state: status,
    })),
    ...numbers.flatMap(ofNumber),
    ...changes.map(({ appliedAt, createdAt, diff }) => ({
      at: appliedAt ?? createdAt,
      kind: 'CHANGE' as const,
      label: changeLabel(diff),
      state: null,
    })),
  ]
  return events.toSorted((a, b) => b.at.getTime() - a.at.getTime())
}

function ofNumber({ number, allottedOn, cancelledOn, reason }: PastNumber): CaseEvent[] {
  const allotted: CaseEvent = {
    at: allottedOn,
    kind: 'NUMBER',
    label: { vi: `Cấp số định danh ${number}`, en: `Number ${number} allotted` },
    state: null,
  }
  if (!cancelledOn) return [allotted]
  const label = { vi: `Hủy số định danh ${number}`, en: `Number ${number} cancelled` }
  return [{ at: cancelledOn, kind: 'NUMBER', label, state: reason }, allotted]
}

function changeLabel(diff: unknown): Bilingual {
  const labels = Object.keys(declarationDiffSchema.parse(diff)).map(labelOfField)
  const list = (language: keyof Bilingual) => labels.map((label) => label[language]).join(', ')
  return { vi: `Điều chỉnh: ${list('vi')}`, en: `Corrected: ${list('en')}` }
}
