import type { App } from '../kernel/app.ts'

/** What an officer is called; null where nobody is known. */
export async function officerName(app: App, id: string | null): Promise<string | null> {
  const officer = id && (await app.db.officer.findUnique({ where: { id }, select: { name: true } }))
  return officer ? officer.name : null
}
