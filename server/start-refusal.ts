import { type Bilingual, DomainError } from '../core/errors.ts'

const unreachable: Bilingual = {
  vi: 'Không kết nối được cơ sở dữ liệu. Hãy kiểm tra DATABASE_URL và máy chủ PostgreSQL.',
  en: 'The database cannot be reached. Check DATABASE_URL and the PostgreSQL server.',
}
/** Of the system, and of PostgreSQL: class 08 connection, 28 authorisation, 3D no such database, 57P03 starting. */
const connectionFault = /^(?:ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|08...|28...|3D000|57P03)$/

/** What a program tells the person who started it; null for a bug, whose place matters more than words. */
export function refusalOf(error: unknown): ({ readonly code: string } & Bilingual) | null {
  if (error instanceof Error && isConnectionFault(error))
    return { code: 'DATABASE_UNREACHABLE', ...unreachable }
  if (error instanceof DomainError) return { code: error.code, ...error.text }
  return null
}

/** It or what caused it: migrations are the first to need the database. */
function isConnectionFault(error: Error): boolean {
  if ('code' in error && connectionFault.test(String(error.code))) return true
  return error.cause instanceof Error && isConnectionFault(error.cause)
}
