/**
 * Writes one chip, in the order of emrtd.md: keys, files, what opens it, the trust anchor, personalised, read back, locked, read back
 * again (read-back.ts). A chip that was lost on the way is powered once more: what it says of its state decides whether writing starts
 * again, goes on with reading back, or is at its end. What was begun and cannot be finished is spoiled.
 */
import { createHash } from 'node:crypto'
import { DomainError } from '../../core/errors.ts'
import { LdsError } from '../../core/lds/lds-error.ts'
import { type BlankStatus, readBlankStatus } from './blank-status.ts'
import type { CardChannel } from './card-channel.ts'
import type { PresentedChip } from './chip-encoder.ts'
import { plainLine, sendOk } from './chip-line.ts'
import type { RandomSource } from './key-agreement.ts'
import { ChipNotWritten } from './personalisation-refusals.ts'
import type { PersonalisationProfile } from './personalisation-profile.ts'
import { readBackLocked, readBackUnlocked } from './read-back.ts'
import { ChipLost, SecureMessagingBroken } from './refusals.ts'
import { openTransport, TransportRefused, type WritingLine } from './open-transport.ts'
import type { TransportKey } from './scp03.ts'
import { type ChipSource, type Progress, writeBlank } from './write-blank.ts'

export interface Personalisation {
  readonly chip: PresentedChip
  readonly profile: PersonalisationProfile
  readonly source: ChipSource
  /** For cards behind SCP03. */
  readonly transportKey: TransportKey | null
  readonly random: RandomSource
}

const attempts = 2

/** Resolves when the chip is locked and was read back equal. Throws ChipNotWritten. */
export async function personaliseChip(work: Personalisation): Promise<{ readonly sodSha256: string }> {
  const progress: Progress = { begun: 'NO', locking: false, serial: null, made: null, contents: null }
  for (let attempt = 1; ; attempt++) {
    try {
      return await writeAndCheck(work, progress)
    } catch (error) {
      const passing = error instanceof ChipLost || error instanceof SecureMessagingBroken
      if (!passing || attempt === attempts) throw await judged(error, { work, progress })
    }
  }
}

async function writeAndCheck(work: Personalisation, progress: Progress): Promise<{ sodSha256: string }> {
  const { chip, random } = work
  const found = await withBlank(work, async (line, status) => {
    checkBlank(work, progress, status)
    if (status.state === 'BLANK' || status.state === 'PERSONALISING')
      await writeBlank({ ...work, line, free: status.free }, progress)
    return status
  })
  const { contents } = progress
  if (!contents) throw new ChipNotWritten('CHIP_NOT_BLANK', 'spoiled', { state: found.state })
  if (found.state !== 'LOCKED') {
    await readBackUnlocked({ chip, contents, random })
    await lock(work, progress)
  }
  await readBackLocked({ chip, contents, random })
  const { state } = await withBlank(work, async (_, status) => status)
  if (state !== 'LOCKED') throw new ChipNotWritten('CHIP_REFUSED', 'spoiled', { step: 'lock' })
  const sod = contents.image.get('SOD') ?? new Uint8Array(0)
  return { sodSha256: createHash('sha256').update(sod).digest('hex') }
}

/** The chip in the reader must be the order's, and must be blank unless this very run began it. */
function checkBlank({ source }: Personalisation, progress: Progress, { state, serial }: BlankStatus): void {
  const expected = progress.serial ?? source.chipSerial
  // Where this run has begun a chip, another one in its place means that the begun one is somewhere else.
  if (serial !== expected)
    throw new ChipNotWritten('CHIP_IS_ANOTHER', progress.begun === 'NO' ? 'untouched' : 'unknown')
  progress.serial = serial
  if (progress.begun === 'NO' && state !== 'BLANK')
    throw new ChipNotWritten('CHIP_NOT_BLANK', 'spoiled', { state })
}

async function lock(work: Personalisation, progress: Progress): Promise<void> {
  await withBlank(work, async (line) => {
    progress.locking = true
    await sendOk(line, { name: 'lock', clause: 'emrtd.md, 4' }, work.profile.locked)
  })
}

/** The chip powered anew, its application selected, behind its transport key where it has one. */
async function withBlank<Result>(
  { chip, profile, transportKey, random }: Personalisation,
  work: (line: WritingLine, status: BlankStatus) => Promise<Result>,
): Promise<Result> {
  const channel: CardChannel = await chip.connect()
  try {
    const plain = plainLine(channel)
    await sendOk(plain, { name: 'SELECT', clause: 'ISO 7816-4, 7.1.1' }, profile.select)
    const status = await readBlankStatus(plain, profile)
    const writes = profile.transport === 'SCP03' && status.state !== 'LOCKED'
    const line = writes ? await openTransport(plain, transportKey, random) : { ...plain, seal: asItIs }
    return await work(line, status)
  } finally {
    await channel.close(true)
  }
}

const asItIs = (secret: Uint8Array) => secret

interface Failure {
  readonly work: Personalisation
  readonly progress: Progress
}

/** What a failure makes of the blank. Whatever is no foreseen refusal is a bug and goes on as it is. */
async function judged(error: unknown, { work, progress }: Failure): Promise<unknown> {
  if (error instanceof ChipNotWritten) return error
  if (error instanceof LdsError) return new ChipNotWritten('CHIP_IMAGE_UNREADABLE', outcomeOf(progress))
  if (!(error instanceof DomainError)) return error
  const facts = { cause: error.code, ...error.facts }
  if (error instanceof TransportRefused)
    return new ChipNotWritten('CHIP_TRANSPORT_REFUSED', outcomeOf(progress), facts)
  if (error instanceof ChipLost) {
    // The first write may have reached the chip or not, the lock likewise: nobody can tell any more.
    const unknown = progress.begun === 'ASKED' || progress.locking
    return new ChipNotWritten('CHIP_LOST', unknown ? 'unknown' : outcomeOf(progress), facts)
  }
  const written = progress.begun === 'YES' && progress.contents !== null
  const fault = written && !isRefusal(error) ? 'CHIP_READ_BACK_FAILED' : 'CHIP_REFUSED'
  return new ChipNotWritten(fault, await outcomeAsked(work, progress), facts)
}

const isRefusal = ({ code, facts }: DomainError) =>
  code === 'UNEXPECTED_STATUS' && String(facts.step).startsWith('write')

const outcomeOf = ({ begun }: Progress) => (begun === 'NO' ? ('untouched' as const) : ('spoiled' as const))

/** A chip that refused the first write is untouched if it still says that it is blank. */
async function outcomeAsked(work: Personalisation, progress: Progress) {
  if (progress.begun !== 'ASKED') return outcomeOf(progress)
  try {
    const { state } = await withBlank(work, async (_, status) => status)
    return state === 'BLANK' ? ('untouched' as const) : ('spoiled' as const)
  } catch (error) {
    if (error instanceof DomainError) return 'unknown' as const
    throw error
  }
}
