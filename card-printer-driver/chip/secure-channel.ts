import type { ChipImage } from '../../core/lds/chip-files.ts'
import type { CommandApdu, ResponseApdu } from './apdu.ts'
import type { CardChannel } from './card-channel.ts'
import { plainLine, type ChipLine } from './chip-line.ts'
import type { PaceResult } from './pace.ts'
import { SecureMessagingBroken } from './refusals.ts'
import { unwrapResponse, wrapCommand, type SecureSession } from './secure-messaging.ts'

/** What is known of a chip once it is open. */
export interface Opening {
  readonly access: 'BAC' | 'PACE'
  /** By what Terminal Authentication names the chip: X of its PACE key, or the document number (TR-03110-3, B.1.2). */
  readonly chipBinding: Uint8Array
  /** Bytes of a file that one protected answer carries. */
  readonly pieceLength: number
  /** PACE with Chip Authentication Mapping only. */
  readonly mapping: PaceResult['mapping']
  /** EF.CardAccess and EF.CardSecurity, as far as the chip has them: they lie outside the application. */
  readonly masterFiles: ChipImage
}

/** An open chip: every command and answer is protected. */
export interface SecureChannel extends ChipLine, Opening {
  /** From the next command on other keys, as Chip Authentication agrees on them (Doc 9303-11, 6.2.2). */
  changeKeys(session: SecureSession): void
  close(reset?: boolean): Promise<void>
}

/**
 * Speaks to a chip under these keys, one command at a time. An answer that is not protected, or wrongly so, ends the session for
 * good (Doc 9303-11, 9.8.9): the chip has thrown its keys away too, and to go on in the clear would tell what is read.
 */
export function secureLine(channel: CardChannel, first: SecureSession) {
  const line = plainLine(channel)
  let session: SecureSession | null = first
  return {
    async send(command: CommandApdu): Promise<ResponseApdu> {
      if (!session) throw new SecureMessagingBroken('OVER')
      const current = session
      session = null
      const answer = await line.send(wrapCommand(current, command))
      if (answer.data.length === 0) throw new SecureMessagingBroken('NOT_PROTECTED', answer.status)
      const plain = unwrapResponse(current, answer)
      session = current
      return plain
    },
    changeKeys(next: SecureSession): void {
      session = next
    },
  }
}
