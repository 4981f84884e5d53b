import { instantAt } from '../../kernel/clock.ts'
import { IllegalCursor } from '../search-residents.ts'

const longestPage = 50

/** A page of the log: the newest first. */
export interface PageArgs {
  /** At most 50, which is also the default. */
  readonly first?: number | null | undefined
  /** `next` of the page before. */
  readonly after?: string | null | undefined
}

interface LogPlace {
  readonly at: Date
  readonly id: string
}

export const pageSize = ({ first }: PageArgs) => Math.min(Math.max(first ?? longestPage, 1), longestPage)

const cursorShape = /^(\d{1,14})\.([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/

/** What stands behind a cursor, as a condition that an index on `at` can begin from. Throws {@link IllegalCursor}. */
export function behind({ after }: PageArgs) {
  if (!after) return {}
  const [, at, id] = cursorShape.exec(Buffer.from(after, 'base64url').toString('latin1')) ?? []
  if (at === undefined || id === undefined) throw new IllegalCursor()
  const moment = instantAt(Number(at))
  return { at: { lte: moment }, OR: [{ at: { lt: moment } }, { id: { lt: id } }] }
}

export const newestFirst = [{ at: 'desc' as const }, { id: 'desc' as const }]

/** The rows of a page, of which one too many was read, and the cursor of the next; null after the last. */
export function pageOf<Row extends LogPlace>(rows: readonly Row[], size: number) {
  const page = rows.slice(0, size)
  const last = page.at(-1)
  const next =
    last && rows.length > size ? Buffer.from(`${last.at.getTime()}.${last.id}`).toString('base64url') : null
  return { page, next }
}
