import { toHex } from '../../../core/bytes.ts'
import { DomainError } from '../../../core/errors.ts'
import { signStatusList } from '../../../core/cms/status-list-token.ts'
import { publicCardState, statusValue } from '../../../core/status-list/public-state.ts'
import { listEntries, withEntries } from '../../../core/status-list/status-bits.ts'
import { instantAt } from '../../kernel/clock.ts'
import { isUniqueViolation } from '../../kernel/db.ts'
import { qrKeyId, qrSigner } from '../../pki/qr-signer.ts'
import { signerAt, type SigningApp } from '../../pki/signer-at.ts'
import { statusListAddress } from './status-list-address.ts'

/** Relying parties ask again after so long; between two publications of a list lies at least the other time. */
export const listTtlSeconds = 15
const restMs = 1000
/** Nobody relies on a list that is a day old; it is signed anew long before, also where nothing changed. */
const lifeMs = 24 * 3_600_000
const freshMs = 3_600_000
/** Changes of one publication; what is left goes into the next. */
const mostChanges = 20_000

export interface PublishedList {
  readonly number: number
  /** JWT */
  readonly token: string
}

/** Publications under way, so that a thousand who ask at once wait for one signature. */
const underWay = new WeakMap<SigningApp['db'], Map<number, Promise<PublishedList | null>>>()

/**
 * A list with every change that was committed when it was asked for, or a second before: it is published by being asked for, from the
 * last one and what changed since, by whichever process is asked. Null where no card has a place in it. While nobody may sign, the
 * last one is shown until it ends. Throws SignerUnusable and what the key store throws.
 */
export async function publishedStatusList(app: SigningApp, list: number): Promise<PublishedList | null> {
  const running = underWay.get(app.db) ?? new Map<number, Promise<PublishedList | null>>()
  underWay.set(app.db, running)
  const known = running.get(list)
  if (known) return known
  const published = newestList(app, list).finally(() => running.delete(list))
  running.set(list, published)
  return published
}

async function newestList(app: SigningApp, list: number): Promise<PublishedList | null> {
  for (;;) {
    // Without the list itself: it is read when it changes.
    const last = await app.db.cardStatusList.findUnique({
      where: { list },
      select: { number: true, issuedAt: true },
    })
    if (!last && !(await isInUse(app, list))) return null
    const age = last ? app.clock() - last.issuedAt.getTime() : Number.POSITIVE_INFINITY
    if (last && age < restMs) return keptList(app, list, last.number)
    const changes = await app.db.cardStatusChange.findMany({
      where: { list },
      orderBy: { id: 'asc' },
      take: mostChanges,
    })
    if (last && changes.length === 0 && age < freshMs) return keptList(app, list, last.number)
    try {
      const published = await publish(app, { list, last, changes })
      if (published) return published
      // Another process has published meanwhile: its list may lack what was seen here.
    } catch (error) {
      if (last && age < lifeMs && error instanceof DomainError) return keptList(app, list, last.number)
      throw error
    }
  }
}

/** The newest token of each list, so that asking again costs the database two numbers. */
const kept = new WeakMap<SigningApp['db'], Map<number, PublishedList>>()

async function keptList(app: SigningApp, list: number, number: number): Promise<PublishedList> {
  const lists = kept.get(app.db) ?? new Map<number, PublishedList>()
  kept.set(app.db, lists)
  const known = lists.get(list)
  if (known?.number === number) return known
  const read = await app.db.cardStatusList.findUniqueOrThrow({
    where: { list },
    select: { number: true, token: true },
  })
  lists.set(list, read)
  return read
}

/** Places are numbers of 31 bits. */
const mostLists = 2 ** 31 / listEntries

async function isInUse(app: SigningApp, list: number): Promise<boolean> {
  if (list >= mostLists - 1) return false
  const place = { gte: list * listEntries, lt: (list + 1) * listEntries }
  return (await app.db.card.findFirst({ where: { statusIndex: place }, select: { id: true } })) !== null
}

interface Publication {
  readonly list: number
  readonly last: { readonly number: number } | null
  readonly changes: readonly { readonly id: bigint; readonly index: number }[]
}

/** Null where another process was first. Signed before the transaction that keeps it (server/pki/audited-signing-key.ts). */
async function publish(app: SigningApp, { list, last, changes }: Publication): Promise<PublishedList | null> {
  const stored = last && (await app.db.cardStatusList.findUnique({ where: { list, number: last.number } }))
  if (last && !stored) return null
  const bits = withEntries(stored?.bits ?? new Uint8Array(), await entriesOf(app, list, changes))
  const signer = await signerAt(app, 'QR_SIGNER', 'STATUS_LIST')
  const issuedAt = app.clock()
  const statement = { issuedAt, expiresAt: issuedAt + lifeMs, ttlSeconds: listTtlSeconds, bits }
  const token = await signStatusList(
    { ...statement, address: statusListAddress(app, list) },
    { ...qrSigner(signer), certificate: signer.certificate, kid: toHex(qrKeyId(signer.certificate)) },
  )
  const number = (last?.number ?? 0) + 1
  const content = { number, bits, token, issuedAt: instantAt(issuedAt) }
  try {
    return await app.db.$transaction(async (tx) => {
      if (last) {
        const { count } = await tx.cardStatusList.updateMany({
          where: { list, number: last.number },
          data: content,
        })
        if (count === 0) return null
      } else await tx.cardStatusList.create({ data: { list, ...content } })
      await tx.cardStatusChange.deleteMany({ where: { id: { in: changes.map(({ id }) => id) } } })
      return { number, token }
    })
  } catch (error) {
    if (isUniqueViolation(error)) return null
    throw error
  }
}

/** What the changed cards are now. A list begins with all places valid, and the changes since its first card. */
async function entriesOf(app: SigningApp, list: number, changes: Publication['changes']) {
  const indexes = [...new Set(changes.map(({ index }) => index))]
  const cards = await app.db.card.findMany({
    where: { statusIndex: { in: indexes } },
    select: { statusIndex: true, status: true },
  })
  return cards.flatMap(({ statusIndex, status }) => {
    const state = publicCardState(status)
    return statusIndex === null || state === null
      ? []
      : [{ position: statusIndex - list * listEntries, value: statusValue[state] }]
  })
}
