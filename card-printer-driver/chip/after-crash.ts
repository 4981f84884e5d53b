import { readBlankStatus } from './blank-status.ts'
import type { ChipEncoder } from './chip-encoder.ts'
import { plainLine, sendOk } from './chip-line.ts'
import type { PersonalisationProfile } from './personalisation-profile.ts'
import { DomainError } from '../../core/errors.ts'

/** A reader that has a chip says so at once. */
const patience = 2000

/**
 * What is to be told of a blank whose chip was being written when the station died: still blank, it may be used again; begun, it is
 * spoiled, whatever it holds; not in the reader, or not that chip, somebody has to look.
 */
export async function chipAfterCrash(
  encoder: ChipEncoder,
  profile: PersonalisationProfile,
  serial: string,
): Promise<'eject' | 'spoil' | 'loseTrack'> {
  try {
    const chip = await encoder.present({ serial }, AbortSignal.timeout(patience))
    try {
      const channel = await chip.connect()
      try {
        const line = plainLine(channel)
        await sendOk(line, { name: 'SELECT', clause: 'ISO 7816-4, 7.1.1' }, profile.select)
        const status = await readBlankStatus(line, profile)
        if (status.serial !== serial) return 'loseTrack'
        return status.state === 'BLANK' ? 'eject' : 'spoil'
      } finally {
        await channel.close(true)
      }
    } finally {
      await chip.release()
    }
  } catch (error) {
    if (error instanceof DomainError) return 'loseTrack'
    throw error
  }
}
