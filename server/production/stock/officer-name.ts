import type { App } from '../../kernel/app.ts'

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The officer's name for a list; null for a station, the system, and nobody. Asked for many at once it is one question. */
export async function officerName(app: App, id: string | null): Promise<string | null> {
  if (id === null || !uuid.test(id)) return null
  const officer = await app.db.officer.findUnique({ where: { id }, select: { name: true } })
  return officer?.name ?? null
}
