/** The writing itself: keys, files, what opens the chip, the trust anchor, personalised. */
import type { CurveName } from '../../core/pki/curves.ts'
import { LdsError } from '../../core/lds/lds-error.ts'
import { readTlv, readTlvs } from '../../core/lds/tlv.ts'
import type { PublicPoint } from '../../core/pki/signing-key.ts'
import type { CommandApdu } from './apdu.ts'
import type { ChipContents } from './chip-contents.ts'
import { sendOk } from './chip-line.ts'
import type { WritingLine } from './open-transport.ts'
import { type ChipKeyUse, type PersonalisationProfile } from './personalisation-profile.ts'
import { ChipNotWritten } from './personalisation-refusals.ts'
import { ChipAnswerUnreadable, UnexpectedStatus } from './refusals.ts'

/** Public halves that the chip has made. */
export interface MadeKeys {
  readonly chipSerial: string
  readonly points: Readonly<Record<ChipKeyUse, PublicPoint>>
}

/** Where keys and files come from: all at hand, or the files once the chip has made its keys. */
export type ChipSource = { readonly chipSerial: string } & (
  | { readonly keys: 'INJECTED'; readonly contents: ChipContents }
  | {
      readonly keys: 'ON_CHIP'
      readonly curves: Readonly<Record<ChipKeyUse, CurveName>>
      /** Asks the server for as long as the job may wait; null when it did not sign in time. */
      readonly contentsFor: (made: MadeKeys) => Promise<ChipContents | null>
    }
)

/** What is known of the blank in hand: it decides what a failure makes of it. */
export interface Progress {
  /** ASKED: the first writing command was sent and not yet answered. */
  begun: 'NO' | 'ASKED' | 'YES'
  /** The lock was sent: the chip may be whole, whatever is heard of it. */
  locking: boolean
  serial: string | null
  made: MadeKeys | null
  contents: ChipContents | null
}

export interface BlankWork {
  readonly line: WritingLine
  readonly profile: PersonalisationProfile
  readonly source: ChipSource
  /** Bytes that the chip says it has. */
  readonly free: number
}

const keyUses = ['ACTIVE_AUTHENTICATION', 'CHIP_AUTHENTICATION'] as const satisfies readonly ChipKeyUse[]
/** Keys, secrets, certificate and the card's own bookkeeping, beside the files. */
const reserve = 1024

export async function writeBlank(work: BlankWork, progress: Progress): Promise<void> {
  const { profile, source } = work
  const again = progress.begun !== 'NO'
  const contents =
    source.keys === 'INJECTED'
      ? await injectKeys(work, progress, source.contents)
      : await makeKeys(work, progress)
  for (const [name, bytes] of contents.image) {
    for (const { apdu, alsoGood } of profile.file(name, bytes, again))
      await write(work, progress, { step: `write ${name}`, apdu, alsoGood })
  }
  const last = [
    ...profile.openWith(contents.access, work.line.seal).map((apdu) => ({ step: 'write access', apdu })),
    ...(contents.cvca ? profile.trust(contents.cvca) : []).map((apdu) => ({ step: 'write CVCA', apdu })),
    { step: 'write personalised', apdu: profile.personalised },
  ]
  for (const one of last) await write(work, progress, one)
}

/**
 * Better found before the blank is spent than by 6A84 in the middle. Asked once, when the contents are first known: later the files
 * that are there already take of the free bytes.
 */
function checkSize({ profile, free }: BlankWork, { begun }: Progress, { image }: ChipContents): void {
  const lengths = [...image.values()].map(({ length }) => length)
  const total = lengths.reduce((sum, length) => sum + length, reserve)
  if (total > free || lengths.some((length) => length > profile.mostFile))
    throw new ChipNotWritten('CHIP_TOO_SMALL', begun === 'NO' ? 'untouched' : 'spoiled', { total, free })
}

async function injectKeys(
  work: BlankWork,
  progress: Progress,
  contents: ChipContents,
): Promise<ChipContents> {
  if (!progress.contents) checkSize(work, progress, contents)
  progress.contents = contents
  for (const use of keyUses) {
    if (!contents.keys) break
    for (const apdu of work.profile.injectKey(use, contents.keys[use], work.line.seal))
      await write(work, progress, { step: `write key ${use}`, apdu })
  }
  return contents
}

/** What was made before the chip was lost is not made again: the server has signed those halves. */
async function makeKeys(work: BlankWork, progress: Progress): Promise<ChipContents> {
  const { source } = work
  if (source.keys !== 'ON_CHIP') throw new RangeError('keys are injected')
  progress.made ??= await madeKeys(work, progress)
  if (progress.contents) return progress.contents
  const contents = await source.contentsFor(progress.made)
  if (!contents) throw new ChipNotWritten('CHIP_FILES_LATE', 'spoiled')
  if (contents.chipSerial !== progress.made.chipSerial) throw new ChipNotWritten('CHIP_IS_ANOTHER', 'spoiled')
  checkSize(work, progress, contents)
  progress.contents = contents
  return contents
}

async function madeKeys(work: BlankWork, progress: Progress): Promise<MadeKeys> {
  const points = {
    ACTIVE_AUTHENTICATION: await makeKey(work, progress, 'ACTIVE_AUTHENTICATION'),
    CHIP_AUTHENTICATION: await makeKey(work, progress, 'CHIP_AUTHENTICATION'),
  }
  return { chipSerial: progress.serial ?? '', points }
}

async function makeKey(work: BlankWork, progress: Progress, use: ChipKeyUse): Promise<PublicPoint> {
  const { profile, source } = work
  if (source.keys !== 'ON_CHIP' || !profile.makeKey)
    throw new ChipNotWritten('CHIP_KEYS_UNKNOWN', 'untouched')
  const curve = source.curves[use]
  const answer = await write(work, progress, { step: `write key ${use}`, apdu: profile.makeKey(use, curve) })
  const point = pointIn(answer)
  if (!point) throw new ChipAnswerUnreadable('GENERATE KEY', 'ISO 7816-8, 5.1')
  return { curve, point }
}

function pointIn(answer: Uint8Array): Uint8Array | null {
  try {
    const objects = readTlvs(readTlv(answer, 0x7f49, null).content, null)
    return objects.find(({ tag }) => tag === 0x86)?.content ?? null
  } catch (error) {
    if (error instanceof LdsError) return null
    throw error
  }
}

interface Write {
  readonly step: string
  readonly apdu: CommandApdu
  readonly alsoGood?: number | undefined
}

/** Long data goes in a chain of commands (ISO/IEC 7816-4, 5.3.3). */
async function write(
  { line, profile }: BlankWork,
  progress: Progress,
  { step, apdu, alsoGood }: Write,
): Promise<Uint8Array> {
  const { mostData } = profile
  let rest = apdu.data
  for (; rest.length > mostData; rest = rest.subarray(mostData)) {
    const part = { ...apdu, cla: apdu.cla | 0x10, data: rest.subarray(0, mostData), ne: 0 }
    await sendOk(line, { name: step, clause: 'ISO 7816-4, 5.3.3' }, part)
  }
  if (progress.begun === 'NO') progress.begun = 'ASKED'
  const { data, status } = await line.send({ ...apdu, data: rest })
  if (status !== 0x9000 && status !== alsoGood) throw new UnexpectedStatus(step, status, 'emrtd.md, 4')
  if (progress.begun === 'ASKED' && !isSelect(apdu)) progress.begun = 'YES'
  return data
}

const isSelect = ({ ins }: CommandApdu) => ins === 0xa4
