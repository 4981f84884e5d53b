import { NotFound } from './errors.ts'

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** An id as it came in. What is no UUID names no record: NotFound, where the database would only report a fault. */
export function recordId(text: string, record: string): string {
  if (!uuid.test(text)) throw new NotFound(record)
  return text
}
