import { randomBytes } from 'node:crypto'
import { DomainError } from '../../core/errors.ts'
import { chipStatus } from './blank-status.ts'
import type { ChipContents } from './chip-contents.ts'
import type { ChipEncoder, PresentedChip } from './chip-encoder.ts'
import { ChipNotWritten } from './personalisation-refusals.ts'
import type { PersonalisationProfile } from './personalisation-profile.ts'
import { readBackLocked } from './read-back.ts'
import { ChipLost } from './refusals.ts'

/** A reader that has a chip says so at once. */
const patience = 2000

/** What the journal and the server know of the chip that was in work. */
export interface ExpectedChip {
  readonly serial: string
  /** It was read back whole before the crash. */
  readonly readBack: boolean
  /** What it should hold; null: the server does not give it (any more). */
  contents(): Promise<ChipContents | null>
}

/**
 * How far the chip is that the station had in work when it died: still blank, begun, written (locked, with what was signed for its order),
 * or not to be seen: no chip there, another one, or none that answers.
 */
export async function chipAfterCrash(
  encoder: ChipEncoder,
  profile: PersonalisationProfile,
  expected: ExpectedChip,
): Promise<'BLANK' | 'BEGUN' | 'WRITTEN' | 'NOT_SEEN'> {
  try {
    const chip = await encoder.present({ serial: expected.serial }, AbortSignal.timeout(patience))
    try {
      const { serial, state } = await chipStatus(chip, profile)
      if (serial !== expected.serial) return 'NOT_SEEN'
      if (state === 'BLANK') return 'BLANK'
      return state === 'LOCKED' && (await isRight(chip, expected)) ? 'WRITTEN' : 'BEGUN'
    } finally {
      await chip.release()
    }
  } catch (error) {
    if (error instanceof DomainError) return 'NOT_SEEN'
    throw error
  }
}

/** The station died between the lock and the line in the journal: the chip is read back once more. */
async function isRight(chip: PresentedChip, { readBack, contents: known }: ExpectedChip): Promise<boolean> {
  if (readBack) return true
  const contents = await known()
  if (!contents) return false
  try {
    const random = (length: number) => Uint8Array.from(randomBytes(length))
    await readBackLocked({ chip, contents, random })
    return true
  } catch (error) {
    if (error instanceof ChipLost) throw error
    if (error instanceof ChipNotWritten || error instanceof DomainError) return false
    throw error
  }
}
