import type { ChipImage } from '../../core/lds/chip-files.ts'
import type { ChipAccess, ChipKeyUse, ChipPrivateKey } from './personalisation-profile.ts'

/** What one chip is written with: the server's answer, opened. */
export interface ChipContents {
  /** Sixteen characters; the chip must say the same. */
  readonly chipSerial: string
  readonly image: ChipImage
  /** Null where the chip has made its own. */
  readonly keys: Readonly<Record<ChipKeyUse, ChipPrivateKey>> | null
  readonly access: ChipAccess
  readonly cvca: Uint8Array | null
}
