/**
 * Officers who may work here without the network. Each has a random data key, under which their drafts, their journal and
 * their signing keys lie. It is wrapped twice: under a secret that the server gives at a sign-in, and under the PIN.
 *   officers/<officer>.box
 */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type DeskRole, deskRoles, type KnownOfficer } from '../../core/contracts/desk/station.ts'
import { oneAtATime } from '../../core/device/one-at-a-time.ts'
import { afterWrongPin, isPinAcceptable, openLock, waitBeforePin } from '../../core/field/pin-lock.ts'
import { instantOf } from '../clock.ts'
import { makePrivateDirectory } from '../outbox/durable-file.ts'
import { boxOf, freshKey } from './box.ts'
import { officerRecordSchema, type OfficerRecord } from './officer-record.ts'
import {
  OfficerUnknownHere,
  PinLocked,
  PinUnacceptable,
  PinWrong,
  StoreNeedsPin,
} from './officer-refusals.ts'
import { openByPin, wrapByPin } from './pin-key.ts'
import { BoxDamaged } from './refusals.ts'
import type { StationVault } from './station-vault.ts'

/** An officer as the server certified them at a sign-in. */
export interface CertifiedOfficer {
  readonly officerId: string
  readonly name: string
  readonly role: DeskRole
  readonly certificate: Uint8Array<ArrayBuffer>
  /** PKCS#8. */
  readonly key: Uint8Array<ArrayBuffer>
  /** Milliseconds since 1970. */
  readonly until: number
  /** Of this officer, always the same, from the server. */
  readonly onlineSecret: Uint8Array
}

export interface UnlockedOfficer {
  readonly name: string
  readonly certificate: Uint8Array<ArrayBuffer>
  readonly key: Uint8Array<ArrayBuffer>
  readonly dataKey: Uint8Array<ArrayBuffer>
}

export interface OfficerVault {
  known(): readonly KnownOfficer[]
  hasPin(officerId: string): boolean
  /**
   * Keeps what a sign-in brought and answers the data key. `held` is the key of an officer who is unlocked already.
   * Throws {@link StoreNeedsPin} where the server's secret is another than before and the PIN alone opens the store.
   */
  remember(officer: CertifiedOfficer, held: Uint8Array | null): Promise<Uint8Array<ArrayBuffer>>
  /** Throws {@link PinUnacceptable}. */
  setPin(officerId: string, dataKey: Uint8Array, pin: string): Promise<void>
  /** Throws {@link OfficerUnknownHere}, {@link PinLocked}, {@link PinWrong}. */
  unlock(attempt: {
    readonly officerId: string
    readonly role: DeskRole
    readonly pin: string
  }): Promise<UnlockedOfficer>
}

const toBase64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const fromBase64 = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))
const fileOf = (officerId: string) => `officers/${officerId}`
const onlinePlace = (officerId: string) => `${officerId}/online`
const pinPlace = (officerId: string) => `${officerId}/pin`
const keyPlace = (officerId: string, role: DeskRole) => `${officerId}/${role}`

/** A record that cannot be read any more is made anew by the officer's next sign-in. */
export async function openOfficerVault(
  directory: string,
  vault: StationVault,
  clock: () => number,
): Promise<OfficerVault> {
  await makePrivateDirectory(join(directory, 'officers'))
  const records = await loadRecords(directory, vault)
  const inTurn = oneAtATime()

  async function put(record: OfficerRecord): Promise<void> {
    await vault.write(fileOf(record.officerId), new TextEncoder().encode(JSON.stringify(record)))
    records.set(record.officerId, record)
  }

  async function remember(officer: CertifiedOfficer, held: Uint8Array | null) {
    const { officerId, name, role, until } = officer
    const known = records.get(officerId) ?? null
    const dataKey = held ? new Uint8Array(held) : dataKeyOf(known, officer.onlineSecret)
    const key = toBase64(boxOf(dataKey).close(officer.key, keyPlace(officerId, role)))
    await put({
      version: 1,
      officerId,
      name,
      keys: { ...known?.keys, [role]: { certificate: toBase64(officer.certificate), key, until } },
      online: toBase64(boxOf(officer.onlineSecret).close(dataKey, onlinePlace(officerId))),
      pin: known?.pin ?? null,
      lock: openLock,
    })
    return dataKey
  }

  async function setPin(officerId: string, dataKey: Uint8Array, pin: string): Promise<void> {
    if (!isPinAcceptable(pin)) throw new PinUnacceptable()
    const wrap = await wrapByPin(dataKey, pin, pinPlace(officerId))
    const record = records.get(officerId)
    if (!record) throw new OfficerUnknownHere()
    await put({ ...record, pin: wrap, lock: openLock })
  }

  async function unlock(attempt: {
    officerId: string
    role: DeskRole
    pin: string
  }): Promise<UnlockedOfficer> {
    const { officerId, role, pin } = attempt
    const record = records.get(officerId)
    const kept = record?.keys[role]
    if (!record?.pin || !kept || kept.until <= clock()) throw new OfficerUnknownHere()
    const wait = waitBeforePin(record.lock, clock())
    if (wait > 0) throw new PinLocked(wait)
    // Counted before it is looked at: pulling the plug buys nobody a further try.
    const lock = afterWrongPin(record.lock, clock())
    await put({ ...record, lock })
    const dataKey = await openByPin(record.pin, pin, pinPlace(officerId)).catch((error: unknown) => {
      throw error instanceof BoxDamaged ? new PinWrong(lock, clock()) : error
    })
    await put({ ...record, lock: openLock })
    return {
      name: record.name,
      certificate: fromBase64(kept.certificate),
      key: boxOf(dataKey).open(fromBase64(kept.key), keyPlace(officerId, role)),
      dataKey,
    }
  }

  return {
    known: () => [...records.values()].flatMap((record) => knownOfficer(record, clock())),
    hasPin: (officerId) => Boolean(records.get(officerId)?.pin),
    remember: (officer, held) => inTurn(() => remember(officer, held)),
    setPin: (officerId, dataKey, pin) => inTurn(() => setPin(officerId, dataKey, pin)),
    unlock: (attempt) => inTurn(() => unlock(attempt)),
  }
}

function dataKeyOf(known: OfficerRecord | null, onlineSecret: Uint8Array): Uint8Array<ArrayBuffer> {
  if (!known) return freshKey()
  try {
    return boxOf(onlineSecret).open(fromBase64(known.online), onlinePlace(known.officerId))
  } catch (error) {
    if (!(error instanceof BoxDamaged)) throw error
    if (known.pin) throw new StoreNeedsPin()
    // Nothing opens the old key any more: the officer goes on with a new one, and the drafts under the old are told as damaged.
    return freshKey()
  }
}

/** Only who has a PIN and a certificate that still holds can unlock. */
function knownOfficer(
  { officerId, name, keys, pin, lock }: OfficerRecord,
  now: number,
): readonly KnownOfficer[] {
  const holding = deskRoles.flatMap((role) => {
    const until = keys[role]?.until ?? 0
    return until > now ? [{ role, until }] : []
  })
  if (!pin || holding.length === 0) return []
  return [
    {
      officerId,
      name,
      roles: holding.map(({ role }) => role),
      until: instantOf(Math.max(...holding.map(({ until }) => until))),
      lockedUntil: waitBeforePin(lock, now) > 0 ? instantOf(lock.lockedUntil) : null,
    },
  ]
}

const fileName = /^([0-9a-f-]{36})\.box$/

async function loadRecords(directory: string, vault: StationVault): Promise<Map<string, OfficerRecord>> {
  const records = new Map<string, OfficerRecord>()
  for (const name of await readdir(join(directory, 'officers'))) {
    const officerId = fileName.exec(name)?.[1]
    if (!officerId) continue
    const record = await readRecord(vault, officerId)
    if (record) records.set(officerId, record)
  }
  return records
}

async function readRecord(vault: StationVault, officerId: string): Promise<OfficerRecord | null> {
  try {
    const content = await vault.read(fileOf(officerId))
    return content && officerRecordSchema.parse(JSON.parse(new TextDecoder().decode(content)))
  } catch {
    return null
  }
}
