import sharp from 'sharp'
import { z } from 'zod'
import { consentBytes, consentTextOn } from '../../core/enrollment/consent.ts'
import { consentSignatureFile } from '../../core/enrollment/packet.ts'
import { instantOf } from '../clock.ts'
import { sha256Of } from '../outbox/outbox.ts'
import { requireUnsigned, type CaptureSession } from './capture-session.ts'
import { ConsentOutdated, PictureUnreadable } from './details-refusals.ts'
import { formInForce, today } from './details-parts.ts'
import { asItsOperator, keep, type Kiosk } from './kiosk.ts'

export const consentSchema = z.strictObject({
  version: z.string().min(1).max(40),
  /** PNG; null where somebody signs on paper. */
  signature: z.base64().max(700_000).nullable(),
})

/** The applicant agrees to the text in force, by signing under it. Throws ConsentOutdated, PictureUnreadable. */
export async function giveConsent(
  kiosk: Kiosk,
  id: string,
  { version, signature }: z.infer<typeof consentSchema>,
): Promise<CaptureSession> {
  return asItsOperator(kiosk, id, async (session) => {
    requireUnsigned(session, 'consent')
    const text = consentTextOn(today(kiosk))
    if (text.version !== version) throw new ConsentOutdated(text.version)
    const kept = session.files.filter(({ name }) => name !== consentSignatureFile)
    const file = signature === null ? null : await keepSignature(kiosk, id, signature)
    return keep(kiosk, {
      ...session,
      consentAt: instantOf(kiosk.clock()),
      // Of a returned file the details may stand as they were: they follow the form of today all the same.
      form: session.form ?? (session.details ? formInForce(kiosk) : null),
      consent: { version, textSha256: sha256Of(consentBytes(text)), signature: file && file.name },
      files: file ? [...kept, file] : kept,
    })
  })
}

async function keepSignature(
  kiosk: Kiosk,
  id: string,
  base64: string,
): Promise<CaptureSession['files'][number]> {
  const png = await sharp(Buffer.from(base64, 'base64'), { limitInputPixels: 4_000_000 })
    .flatten({ background: '#ffffff' })
    .greyscale()
    .png()
    .toBuffer()
    .catch(() => {
      throw new PictureUnreadable()
    })
  const sha256 = await kiosk.drafts.keepFile(id, png)
  return { name: consentSignatureFile, sha256, bytes: png.length }
}
