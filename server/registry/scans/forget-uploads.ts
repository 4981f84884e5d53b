import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sealedPurposes } from '../../../core/contracts/uploads.ts'
import type { App } from '../../kernel/app.ts'
import { instantAt } from '../../kernel/clock.ts'
import { removeFile } from './upload-files.ts'

/** A sender that was not heard of for so long begins anew. */
const keptMs = 30 * 86_400_000
const batch = 500

/**
 * Daily: files that were begun and never finished leave the disk, and those of pages that a crash left beside the sealed store.
 * Answers how many.
 */
export async function forgetUploads(app: App): Promise<number> {
  const before = instantAt(app.clock() - keptMs)
  const unfinished = await app.db.upload.findMany({
    where: { completedAt: null, startedAt: { lt: before } },
    select: { id: true },
    take: batch,
  })
  for (const { id } of unfinished) {
    await removeFile(app, id)
    await app.db.upload.deleteMany({ where: { id, completedAt: null } })
  }
  const stored = await storedPages(app)
  for (const id of stored) await removeFile(app, id)
  return unfinished.length + stored.length
}

/** Files of pages that are complete: their bytes are in the sealed store. */
async function storedPages(app: App): Promise<readonly string[]> {
  const names = await readdir(join(app.env.dataDir, 'uploads')).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const pages: string[] = []
  for (let from = 0; from < names.length; from += batch) {
    const id = { in: names.slice(from, from + batch) }
    const complete = { id, purpose: { in: [...sealedPurposes] }, completedAt: { not: null } }
    const rows = await app.db.upload.findMany({ where: complete, select: { id: true } })
    pages.push(...rows.map((row) => row.id))
  }
  return pages
}
