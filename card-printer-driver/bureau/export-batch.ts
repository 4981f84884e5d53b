import { createHash, randomBytes, randomUUID, webcrypto } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sealBureauFile } from '../../core/cms/bureau-file.ts'
import { type BureauManifest, chipFile, facesFile, packBureauExport } from '../../core/contracts/bureau.ts'
import { now } from '../clock.ts'
import { finishFile, unfinishedName, writeUnfinished } from '../durable-file.ts'
import { LeaseLost } from '../server-client.ts'
import { collectCards, type CollectedCard, giveBack, linesOf } from './collect-cards.ts'
import type { ExportedCard, ExportRecord } from './export-records.ts'
import type { Bureau } from './open-bureau.ts'
import { patiently } from './patiently.ts'
import { AlreadyExported, ExportFileLost, ExportUnfinished, NothingToExport } from './refusals.ts'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const dayMilliseconds = 24 * 60 * 60_000

/**
 * Everything that is left of a released batch goes into one sealed file, once: run again after a crash at any instant it goes on where it
 * stood. Null where the station was told to stop before it was written. Throws NothingToExport, ExportUnfinished, ExportFileLost, and the
 * server's refusals.
 */
export async function exportBatch(bureau: Bureau, batch: string): Promise<ExportRecord | null> {
  const record = await begun(bureau, batch)
  if (record.stage === 'SEALED' && (await isOnDisk(bureau, record))) return written(bureau, record)
  const collected = await collectCards(bureau, record).catch(async (error: unknown) => {
    // Nothing is in hand: a station without blanks, or without a shift, is free for another batch.
    if (record.stage === 'COLLECTING' && linesOf(bureau, record).length === 0)
      await bureau.records.forget(record)
    throw error
  })
  if (bureau.stop.aborted) return null
  const cards = await keptCards(bureau, record, collected)
  if (cards.length === 0) {
    await bureau.records.forget(record)
    throw new NothingToExport(batch)
  }
  return written(bureau, await sealed(bureau, record, cards))
}

/** The export that an earlier run began, or a new one. */
async function begun({ records }: Bureau, batch: string): Promise<ExportRecord> {
  const unfinished = (await records.all()).filter(({ stage }) => stage !== 'WRITTEN')
  const mine = unfinished.find((record) => record.batch === batch)
  if (mine) return mine
  const other = unfinished.find(({ stage }) => stage === 'COLLECTING')
  if (other) throw new ExportUnfinished(other.batch)
  const nothing = { file: null, fileSha256: null, manifestSha256: null, returnBy: null, cards: [] }
  const record: ExportRecord = { id: randomUUID(), batch, stage: 'COLLECTING', ...nothing }
  await records.save(record)
  return record
}

/** Whether the sealed file has its name, or still the unfinished one, which then becomes it. */
async function isOnDisk({ folder }: Bureau, { file, fileSha256 }: ExportRecord): Promise<boolean> {
  const path = join(folder, file ?? '')
  const isThere = async (name: string) => {
    const bytes = await readFile(name).catch(() => null)
    return bytes !== null && sha256(bytes) === fileSha256
  }
  if (await isThere(path)) return true
  if (!(await isThere(unfinishedName(path)))) return false
  await finishFile(path)
  return true
}

/** Under leases until the day when the results are due; a card that the server has taken away meanwhile stays out. */
async function keptCards(
  bureau: Bureau,
  record: ExportRecord,
  collected: readonly CollectedCard[],
): Promise<readonly (CollectedCard & { readonly until: number })[]> {
  const { server, stop, days } = bureau
  const until = record.returnBy ?? new Date(now() + days * dayMilliseconds).toISOString()
  const kept = []
  for (const card of collected) {
    const { id: job, lease } = card.order
    try {
      const { state, leaseUntil } = await patiently(stop, () => server.heartbeat(job, { lease, until }))
      if (state !== 'CARD_FED') throw new LeaseLost()
      kept.push({ ...card, until: Math.min(Date.parse(leaseUntil ?? until), Date.parse(until)) })
    } catch (error) {
      if (!(error instanceof LeaseLost)) throw error
      if (record.stage === 'SEALED') throw new ExportFileLost(record.batch, record.file ?? '')
      const line = linesOf(bureau, record).find((one) => one.job === job)
      if (line) await giveBack(bureau, line, 'BUREAU_EXPORT_INTERRUPTED')
    }
  }
  return kept
}

/** Sealed on the disk under its unfinished name, and written down what that is. */
async function sealed(
  bureau: Bureau,
  record: ExportRecord,
  kept: Awaited<ReturnType<typeof keptCards>>,
): Promise<ExportRecord> {
  const { certificates, folder, identity, records } = bureau
  const order = record.cards.map(({ job }) => job)
  const cards = kept.toSorted((a, b) => order.indexOf(a.order.id) - order.indexOf(b.order.id))
  const returnBy = record.returnBy ?? new Date(Math.min(...cards.map(({ until }) => until))).toISOString()
  const { manifestBytes, content } = packed(bureau, { ...record, returnBy }, cards)
  const manifestSha256 = sha256(manifestBytes)
  const file = record.file ?? `${record.batch}-${record.id.slice(0, 8)}.cms`
  // The bureau may have the first one: what it was told must not be told otherwise.
  if (record.manifestSha256 !== null && record.manifestSha256 !== manifestSha256)
    throw new ExportFileLost(record.batch, file)
  const { keyId, publicKey } = certificates.sealing
  const bytes = await sealBureauFile({
    content,
    signer: identity,
    recipient: { keyId, spki: publicKey.spki },
    signingTime: new Date(now()),
    materials: {
      ephemeral: await webcrypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, [
        'deriveBits',
      ]),
      contentKey: randomBytes(32),
      iv: randomBytes(12),
    },
  })
  await writeUnfinished(join(folder, file), bytes)
  const next: ExportRecord = {
    ...record,
    stage: 'SEALED',
    file,
    fileSha256: sha256(bytes),
    manifestSha256,
    returnBy,
    cards: cards.map(exportedCard),
  }
  await records.save(next)
  await finishFile(join(folder, file))
  return next
}

function exportedCard({ order, pdf }: CollectedCard): ExportedCard {
  const { id: job, lease, blankSerial, chip } = order
  return {
    job,
    lease,
    blankSerial,
    facesSha256: sha256(pdf),
    chip: chip && { chipSerial: chip.chipSerial, sodSha256: chip.sodSha256 ?? '' },
    accepted: null,
    end: null,
  }
}

function packed(
  { stationId, replyKey }: Bureau,
  { id, batch, returnBy }: ExportRecord,
  cards: readonly CollectedCard[],
) {
  const files = new Map<string, Uint8Array>()
  const lines = cards.map(({ order, pdf, delivery }, i): BureauManifest['cards'][number] => {
    const position = i + 1
    files.set(facesFile(position), pdf)
    if (delivery) files.set(chipFile(position), delivery)
    const { id: job, blankSerial, template, chip } = order
    return {
      position,
      job,
      blankSerial,
      template,
      facesSha256: sha256(pdf),
      chip:
        chip && delivery
          ? {
              profile: chip.profile,
              chipSerial: chip.chipSerial,
              deliverySha256: sha256(delivery),
              sodSha256: chip.sodSha256 ?? '',
            }
          : null,
    }
  })
  const manifest: BureauManifest = {
    format: 'citizen-id-bureau-export/1',
    export: id,
    batch,
    station: stationId,
    returnBy: returnBy ?? '',
    count: cards.length,
    replyKey: Buffer.from(replyKey.spki).toString('base64'),
    cards: lines,
  }
  return packBureauExport(manifest, files)
}

/** The file has its name: from here on it may leave. */
async function written(bureau: Bureau, record: ExportRecord): Promise<ExportRecord> {
  for (const { job, lease } of record.cards) await bureau.journal.write({ job, lease, step: 'sent' })
  const next: ExportRecord = { ...record, stage: 'WRITTEN' }
  await bureau.records.save(next)
  return next
}

/** Nothing of the batch goes out: every card that was gathered is given back. Throws NothingToExport, AlreadyExported. */
export async function giveBackBatch(bureau: Bureau, batch: string): Promise<number> {
  const mine = (await bureau.records.all()).filter((record) => record.batch === batch)
  const open = mine.find(({ stage }) => stage === 'COLLECTING')
  if (!open) throw mine.length === 0 ? new NothingToExport(batch) : new AlreadyExported(batch)
  const lines = linesOf(bureau, open)
  for (const line of lines) await giveBack(bureau, line, 'BUREAU_GIVEN_BACK')
  await bureau.records.forget(open)
  return lines.length
}
