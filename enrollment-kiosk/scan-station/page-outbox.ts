import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import {
  makePrivateDirectory,
  readIfPresent,
  removeDurably,
  unfinishedSuffix,
  writeDurably,
} from '../outbox/durable-file.ts'
import { sha256Of } from '../outbox/outbox.ts'

const pageSchema = z.object({
  sha256: z.string(),
  bytes: z.int(),
  unit: z.string(),
  place: z.string(),
  source: z.enum(['FOLDER', 'ESCL']),
  /** How the officer knows the page: the file's name, or its number in the stack. Never leaves this computer. */
  label: z.string(),
})
export type OutboxPage = z.infer<typeof pageSchema>

const receiptSchema = z.object({ scanId: z.string() })

/** Pages on this computer until the server has all of them; every step survives a power cut. */
export interface PageOutbox {
  /** Pages that the server has not confirmed, in the order in which they came. */
  list(): readonly OutboxPage[]
  /** Keeps a page; null where the server has confirmed it already, or it waits here. */
  add(page: Omit<OutboxPage, 'sha256' | 'bytes'>, bytes: Uint8Array): Promise<OutboxPage | null>
  read(page: OutboxPage): Promise<Uint8Array<ArrayBuffer>>
  /** The server has the page: only its receipt stays. */
  confirm(page: OutboxPage, scanId: string): Promise<void>
}

/*
 * <unit>.<sha256>.page, the image, then <unit>.<sha256>.json, which makes it count; at the end <unit>.<sha256>.receipt alone.
 * The three names sort by nothing but chance, so the description says the order.
 */
export async function openPageOutbox(directory: string): Promise<PageOutbox> {
  await makePrivateDirectory(directory)
  const pathOf = ({ unit, sha256 }: Pick<OutboxPage, 'unit' | 'sha256'>, suffix: string) =>
    join(directory, `${unit}.${sha256}.${suffix}`)
  const { pages, last } = await loadPages(directory)
  let order = last
  return {
    list: () => [...pages.values()],
    async add(page, bytes) {
      const entry: OutboxPage = { ...page, sha256: sha256Of(bytes), bytes: bytes.length }
      const known = `${entry.unit}.${entry.sha256}`
      if (pages.has(known) || (await readIfPresent(pathOf(entry, 'receipt')))) return null
      await writeDurably(pathOf(entry, 'page'), bytes)
      await writeDurably(pathOf(entry, 'json'), JSON.stringify({ ...entry, order: ++order }))
      pages.set(known, entry)
      return entry
    },
    read: async (page) => new Uint8Array(await readFile(pathOf(page, 'page'))),
    async confirm(page, scanId) {
      await writeDurably(
        pathOf(page, 'receipt'),
        JSON.stringify({ scanId } satisfies z.infer<typeof receiptSchema>),
      )
      await removeDurably(pathOf(page, 'json'))
      await removeDurably(pathOf(page, 'page'))
      pages.delete(`${page.unit}.${page.sha256}`)
    },
  }
}

const storedSchema = pageSchema.extend({ order: z.int() })
const fileName = /^(.+\.[0-9a-f]{64})\.(page|json|receipt)$/

/** What a kill left half done is finished: a page without its description was never counted, one with a receipt is sent. */
async function loadPages(directory: string) {
  const names = await readdir(directory)
  const suffixes = Map.groupBy(names, (name) => fileName.exec(name)?.[1] ?? '')
  const found: z.infer<typeof storedSchema>[] = []
  for (const [page, files] of suffixes) {
    if (page === '') continue
    const has = (suffix: string) => files.includes(`${page}.${suffix}`)
    if (has('json') && !has('receipt')) {
      found.push(storedSchema.parse(JSON.parse(await readFile(join(directory, `${page}.json`), 'utf8'))))
      continue
    }
    for (const suffix of ['json', 'page'])
      if (has(suffix)) await removeDurably(join(directory, `${page}.${suffix}`))
  }
  for (const name of names) if (name.endsWith(unfinishedSuffix)) await removeDurably(join(directory, name))
  const sorted = found.toSorted((a, b) => a.order - b.order)
  const pages = new Map(sorted.map((page) => [`${page.unit}.${page.sha256}`, pageSchema.parse(page)]))
  return { pages, last: sorted.at(-1)?.order ?? 0 }
}
