/**
 * What the encoder of a production station needs for one chip, over HTTP with the machine's bearer token, while the job is leased to it.
 * Bytes are base64. Keys and access secrets are in the answer and nowhere else: the station keeps them in memory until the chip is
 * locked.
 */
import { z } from 'zod'

const bytes = z.base64()

/** Sixteen characters, as the chip's maker numbers it; the chip in the reader must say the same. */
export const chipSerialSchema = z.string().regex(/^[0-9A-Z]{16}$/)

/** Where the maker told no number of a blank's chip: the blank's own, in sixteen characters. */
export const chipSerialOf = (blankSerial: string) =>
  blankSerial
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .slice(-16)
    .padStart(16, '0')

/**
 * GET /print-jobs/{id}/chip → 200 with this, or 202 without a body while the files are not yet signed: a chip that makes its own keys
 * has no files before the server knows their public halves.
 */
export const chipDeliverySchema = z.strictObject({
  chipSerial: chipSerialSchema,
  /** All files (core/lds/chip-archive.ts); its hash is the order's `imageSha256` where the order has one. */
  archive: bytes,
  /** PKCS#8, DER; null where the chip has made its own. */
  keys: z.strictObject({ activeAuthentication: bytes, chipAuthentication: bytes }).nullable(),
  /** What opens the chip: the last six digits of the number, and the three lines of the MRZ joined. */
  access: z.strictObject({ can: z.string().regex(/^\d{6}$/), mrz: z.string().length(90) }),
  /** Country verifying certificate (7F21) that readers of DG3 are verified against; null where the profile has no DG3 to guard. */
  cvca: bytes.nullable(),
})
export type ChipDelivery = z.infer<typeof chipDeliverySchema>

const point = z.base64().max(200)

/** POST /print-jobs/{id}/chip-keys: the public halves that a chip has made, 04 ‖ X ‖ Y. → 200. Said again it changes nothing. */
export const chipKeysSchema = z.strictObject({
  lease: z.int(),
  chipSerial: chipSerialSchema,
  activeAuthentication: point,
  chipAuthentication: point,
})
export type ChipKeys = z.infer<typeof chipKeysSchema>
