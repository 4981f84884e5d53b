import { parseCalendarDate, type CalendarDate } from '../../core/dates/calendar-date.ts'
import type { Bilingual } from '../../core/errors.ts'

/** The answer is not one that this page knows: a fault of the server or of a proxy between. */
export class UnreadableAnswer extends Error {}

export type Fields = Readonly<Record<string, unknown>>

export function readFields(value: unknown): Fields {
  if (typeof value !== 'object' || value === null) throw new UnreadableAnswer('not an object')
  return value as Fields
}

export function readString(value: unknown): string {
  if (typeof value !== 'string') throw new UnreadableAnswer('not a string')
  return value
}

export function readText(value: unknown): Bilingual {
  const { vi, en } = readFields(value)
  return { vi: readString(vi), en: readString(en) }
}

export const readDate = (value: unknown): CalendarDate => parseCalendarDate(readString(value))

export function readList<T>(value: unknown, read: (item: unknown) => T): readonly T[] {
  if (!Array.isArray(value)) throw new UnreadableAnswer('not a list')
  return value.map(read)
}

/** What a reader makes of something that may be absent. */
export const readMaybe = <T>(value: unknown, read: (value: unknown) => T): T | null =>
  value === null || value === undefined ? null : read(value)
