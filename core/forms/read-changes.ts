import type { CalendarDate } from '../dates/calendar-date.ts'
import { formatVietnamese } from '../dates/calendar-date.ts'
import { matchingKey } from '../text/vietnamese.ts'
import { type Change, type FieldValue, isEmpty, isRecord } from './answers.ts'
import type { ChangesField } from './definition.ts'
import type { FaultAt } from './faults.ts'
import { readAbsence, readAnswer, readNote, type Reading, refused } from './read-answer.ts'

const keys = new Set(['item', 'before', 'after', 'evidence'])

/** Reads the rows of a correction: each names an item, what is right, and the paper that proves it. Empty rows count for nothing. */
export function readChanges(field: ChangesField, answer: unknown, on: CalendarDate): Reading {
  const absent = readAbsence(field, answer)
  if (absent) return absent
  if (!Array.isArray(answer)) return refused('ANSWER_SHAPE')
  if (answer.length > field.rows) return refused('TOO_MANY_CHANGES')
  const changes: Change[] = []
  const faults: FaultAt[] = []
  let rows = 0
  for (const [i, row] of answer.entries()) {
    if (isEmpty(row)) continue
    rows++
    const read = readRow(field, row, on)
    faults.push(
      ...read.faults.map(({ rule, part }) => ({ rule, part: part === null ? `${i}` : `${i}.${part}` })),
    )
    if (!read.change) continue
    if (changes.some(({ item }) => item === read.change?.item)) {
      faults.push({ rule: 'CHANGED_TWICE', part: `${i}.item` })
    }
    changes.push(read.change)
  }
  return { value: { type: 'CHANGES', changes }, credit: changes.length / rows, faults }
}

interface ReadRow {
  readonly change: Change | null
  readonly faults: readonly FaultAt[]
}

function readRow(field: ChangesField, row: unknown, on: CalendarDate): ReadRow {
  const broken = (fault: FaultAt): ReadRow => ({ change: null, faults: [fault] })
  if (!isRecord(row) || !Object.keys(row).every((key) => keys.has(key))) {
    return broken({ rule: 'ANSWER_SHAPE', part: null })
  }
  if (isEmpty(row['item'])) return broken({ rule: 'PART_MISSING', part: 'item' })
  const item = field.items.find(({ id }) => id === row['item'])
  if (!item) return broken({ rule: 'CHOICE_ILLEGAL', part: 'item' })
  const after = readAnswer({ ...item, required: true }, row['after'], on)
  const before = readNote(row['before'])
  const evidence = readNote(row['evidence'])
  const faults: FaultAt[] = after.faults.map(({ rule, part }) => ({
    rule,
    part: part === null ? 'after' : `after.${part}`,
  }))
  if (typeof before === 'string') faults.push({ rule: before, part: 'before' })
  if (typeof evidence === 'string') faults.push({ rule: evidence, part: 'evidence' })
  else if (evidence.text === null) faults.push({ rule: 'PART_MISSING', part: 'evidence' })
  if (!after.value || typeof before === 'string' || typeof evidence === 'string' || evidence.text === null) {
    return { change: null, faults }
  }
  if (before.text !== null && isSame(before.text, after.value)) {
    faults.push({ rule: 'NOTHING_CHANGED', part: 'after' })
  }
  return {
    change: { item: item.id, before: before.text, after: after.value, evidence: evidence.text },
    faults,
  }
}

/** Whether what is recorded reads as what is right; spelling counts, capitals and composition do not. */
function isSame(before: string, after: FieldValue): boolean {
  switch (after.type) {
    case 'TEXT':
      return before.toLocaleUpperCase('vi') === after.text.toLocaleUpperCase('vi')
    case 'DATE':
      return before === after.date || before === formatVietnamese(after.date)
    case 'DIGITS':
      return before.replaceAll(/\D/g, '') === after.digits
    case 'PERSON':
      return before.toLocaleUpperCase('vi') === after.name && after.number === null
    case 'ADDRESS': {
      const parts = Object.values(after.parts).filter((part) => part !== null)
      return matchingKey(before) === matchingKey(parts.toReversed().join(' '))
    }
    default:
      return false
  }
}
