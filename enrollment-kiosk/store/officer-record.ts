import { z } from 'zod'
import { deskRoles } from '../../core/contracts/desk/station.ts'
import { pinLockSchema } from '../../core/field/pin-lock.ts'
import { pinWrapSchema } from './pin-key.ts'

/** A certified key to sign with, in one role. */
const signingKeySchema = z.strictObject({
  /** X.509, DER in base64. */
  certificate: z.base64(),
  /** PKCS#8, closed under the officer's data key, in base64. */
  key: z.base64(),
  /** The certificate's end, milliseconds since 1970. */
  until: z.int(),
})

/** What the station keeps of an officer who signed in here once; the whole of it is closed under the station's key. */
export const officerRecordSchema = z.strictObject({
  version: z.literal(1),
  officerId: z.uuid(),
  name: z.string(),
  keys: z.partialRecord(z.enum(deskRoles), signingKeySchema),
  /** The data key, closed under the secret that the server gives this officer at a sign-in. */
  online: z.base64(),
  /** The data key, closed under the PIN; null where the officer chose none. */
  pin: pinWrapSchema.nullable(),
  lock: pinLockSchema,
})
export type OfficerRecord = z.infer<typeof officerRecordSchema>
