/** The chip of one print job: fetched before a blank is spent, written between feeding and printing. */
import { randomBytes } from 'node:crypto'
import { chipProfiles } from '../core/card/chip-profile.ts'
import type { PrintOrder } from '../core/contracts/print-job.ts'
import { DomainError } from '../core/errors.ts'
import type { ChipContents } from './chip/chip-contents.ts'
import type { ChipEncoder } from './chip/chip-encoder.ts'
import { openDelivery } from './chip/open-delivery.ts'
import { chipStatus } from './chip/blank-status.ts'
import { personaliseChip } from './chip/personalise.ts'
import type { PersonalisationProfile } from './chip/personalisation-profile.ts'
import { ChipNotWritten } from './chip/personalisation-refusals.ts'
import type { TransportKey } from './chip/scp03.ts'
import type { ChipSource, MadeKeys } from './chip/write-blank.ts'
import { elapsed, sleep } from './clock.ts'
import { ServerUnreachable } from './http.ts'
import type { CardPrinter } from './printer.ts'
import { LeaseLost, type ServerClient } from './server-client.ts'

/** How this station writes chips. */
export interface ChipPlace {
  /** Null where it writes none. Asked for each chip: which one is right depends on the printer, which may have been off. */
  encoder(): Promise<ChipEncoder | null>
  /** What the station's blanks understand. */
  readonly profile: PersonalisationProfile
  readonly transportKey: TransportKey | null
}

export interface ChipWork {
  readonly place: ChipPlace
  readonly server: ServerClient
  readonly printer: CardPrinter
  readonly order: PrintOrder
  readonly ended: AbortSignal
}

/** Ready to be written. */
export interface PreparedChip {
  readonly encoder: ChipEncoder
  readonly source: ChipSource
}

/** A chip that makes its own keys waits so long, in milliseconds, for the server to sign its files. */
const signingPatience = 30_000
const pollInterval = 200

/** Everything that can fail without a blank. Null for an order without a chip. Throws ChipNotWritten and the server's refusals. */
export async function prepareChip(work: ChipWork): Promise<PreparedChip | null> {
  const { chip } = work.order
  if (!chip) return null
  const encoder = await work.place.encoder()
  if (!encoder) throw new ChipNotWritten('CHIP_ENCODER_MISSING', 'untouched')
  if (encoder.emulated && !(await work.printer.isEmulated()))
    throw new ChipNotWritten('CHIP_ENCODER_EMULATED', 'untouched')
  await encoder.ready()
  const profile = Object.values(chipProfiles).find(({ name }) => name === chip.profile)
  if (!profile) throw new ChipNotWritten('CHIP_IMAGE_UNREADABLE', 'untouched')
  if (profile.keyOrigin === 'ON_CHIP') {
    if (!work.place.profile.makeKey) throw new ChipNotWritten('CHIP_KEYS_UNKNOWN', 'untouched')
    const curves = {
      ACTIVE_AUTHENTICATION: profile.activeAuthentication,
      CHIP_AUTHENTICATION: profile.chipAuthentication,
    }
    const contentsFor = (made: MadeKeys) => signedContents(work, made)
    // Another blank must not be spent on keys that the server then refuses.
    const { chipSerial } = chip
    return { encoder, source: { keys: 'ON_CHIP', chipSerial, curves, contentsFor } }
  }
  const delivery = await work.server.chip(work.order.id)
  if (!delivery?.keys) throw new ChipNotWritten('CHIP_IMAGE_UNREADABLE', 'untouched')
  const contents = openDelivery(delivery, chip)
  return { encoder, source: { keys: 'INJECTED', chipSerial: contents.chipSerial, contents } }
}

/**
 * Writes, locks and reads back; gives the hash of EF.SOD. `otherBlank` is asked for what to write where another blank lies there than the
 * order names. Throws ChipNotWritten with what became of the blank.
 */
export async function writeChip(
  work: ChipWork,
  { encoder, source }: PreparedChip,
  otherBlank: (chipSerial: string) => Promise<ChipSource>,
): Promise<string> {
  const { profile, transportKey } = work.place
  const chip = await encoder.present({ serial: source.chipSerial }, work.ended)
  try {
    const status = await chipStatus(chip, profile).catch((error: unknown) => {
      // It is asked again before anything is written.
      if (error instanceof DomainError) return null
      throw error
    })
    const isAnother = status?.state === 'BLANK' && status.serial !== source.chipSerial
    const fitting = isAnother ? await otherBlank(status.serial) : source
    const random = (length: number) => Uint8Array.from(randomBytes(length))
    return (await personaliseChip({ chip, profile, source: fitting, transportKey, random })).sodSha256
  } finally {
    await chip.release()
  }
}

/** Null when the server has not signed in time. Throws ChipNotWritten where it will not, or cannot be asked. */
async function signedContents(work: ChipWork, made: MadeKeys): Promise<ChipContents | null> {
  const { server, order, ended } = work
  const until = elapsed() + signingPatience
  let isAway = false
  for (; elapsed() < until && !ended.aborted; await sleep(pollInterval, ended)) {
    try {
      await server.chipKeys(order.id, {
        lease: order.lease,
        chipSerial: made.chipSerial,
        activeAuthentication: Buffer.from(made.points.ACTIVE_AUTHENTICATION.point).toString('base64'),
        chipAuthentication: Buffer.from(made.points.CHIP_AUTHENTICATION.point).toString('base64'),
      })
      const delivery = await server.chip(order.id)
      if (delivery && order.chip) return openDelivery(delivery, order.chip)
      isAway = false
    } catch (error) {
      // The server is asked again; a refusal, or a lease that is gone, is final.
      if (!(error instanceof ServerUnreachable)) throw notSigned(error)
      isAway = true
    }
  }
  if (ended.aborted) throw new ChipNotWritten('CHIP_STATION_STOPPED', 'spoiled')
  if (isAway) throw new ChipNotWritten('CHIP_SERVER_AWAY', 'spoiled')
  return null
}

/** The chip has made keys already: it is no blank any more. */
function notSigned(error: unknown): unknown {
  if (error instanceof ChipNotWritten) return new ChipNotWritten(error.code, 'spoiled')
  if (error instanceof LeaseLost) return new ChipNotWritten('CHIP_LEASE_LOST', 'spoiled')
  if (error instanceof DomainError)
    return new ChipNotWritten('CHIP_FILES_REFUSED', 'spoiled', { refusal: error.code })
  return error
}
