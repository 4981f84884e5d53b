import type { FormScan, Prisma } from '../../../prisma/client/client.ts'
import { proposeAnswers } from '../../../core/forms/scan/propose-answers.ts'
import type { ScanFault } from '../../../core/forms/scan/faults.ts'
import type { GreyImage } from '../../../core/forms/scan/grey-image.ts'
import { readInk } from '../../../core/forms/scan/read-ink.ts'
import { type Registration, registerPage } from '../../../core/forms/scan/register-page.ts'
import { formDefinitionOf } from '../../../core/forms/versions.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { instantAt } from '../../kernel/clock.ts'
import { unitsNow } from '../../kernel/units.ts'
import { decodePage } from './page-image.ts'
import { placeScan } from './place-scan.ts'
import { readSerial } from './read-barcode.ts'
import { readWords } from './read-words.ts'

/** What could be made of a page by looking at it. */
interface Look {
  readonly image: GreyImage | null
  readonly registration: Registration | null
  readonly serial: string | null
  readonly fault: ScanFault | null
}

/**
 * The job behind a scanned page: registers it by its corner marks, reads barcode and boxes, moves the form to SCANNED in
 * the name of the officer who scanned, and keeps what the ink proposes. A page that fits no form waits for a person.
 * Run again, it changes nothing.
 */
export async function readFormPage(app: App, { scanId }: { readonly scanId: string }): Promise<void> {
  const scan = await app.db.formScan.findUnique({ where: { id: scanId } })
  if (!scan || scan.readAt) return
  const look = await lookAt(app, scan)
  const seen = {
    readAt: instantAt(app.clock()),
    width: look.image?.width ?? 0,
    height: look.image?.height ?? 0,
    ...(look.registration && { registration: look.registration as unknown as Prisma.InputJsonObject }),
  }
  const proposals = look.serial === null ? null : await proposalsFor(app, look, look.serial)
  const units = await unitsNow(app)
  // The roles were asked when the page was handed in; here the officer only lends the name.
  const actor: Actor = { kind: 'officer', id: scan.scannedById, roles: [] }
  await app.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "FormScan" WHERE "id" = ${scanId}::uuid FOR UPDATE`
    const current = await tx.formScan.findUniqueOrThrow({ where: { id: scanId } })
    if (current.readAt) return
    // A page that a person assigned has its form already, and lacks only the proposals.
    const placed =
      current.formSerial !== null || look.serial === null
        ? null
        : await placeScan(tx, { scan: current, serial: look.serial, actor, at: app.clock(), units })
    const fault = typeof placed === 'string' ? placed : look.fault
    const data = {
      ...seen,
      fault: current.formSerial === null ? fault : null,
      ...(proposals && typeof placed !== 'string' && { proposals }),
    }
    await tx.formScan.update({ where: { id: scanId }, data })
  })
}

async function lookAt(app: App, scan: FormScan): Promise<Look> {
  const bytes = await app.blobs.get(scan.sha256)
  const image = bytes && (await decodePage(bytes))
  const nothing = { image, registration: null, serial: scan.formSerial }
  if (!image) return { ...nothing, fault: 'NOT_AN_IMAGE' }
  const registration = registerPage(image)
  if (!registration) return { ...nothing, fault: 'NO_MARKS' }
  const serial = scan.formSerial ?? (await readSerial(image, registration))
  return { image, registration, serial, fault: serial === null ? 'NO_BARCODE' : null }
}

/** By the definition that the form was printed by; null for a serial that nobody was given. */
async function proposalsFor(
  app: App,
  { image, registration }: Look,
  serial: string,
): Promise<Prisma.InputJsonObject | null> {
  const form = await app.db.form.findUnique({ where: { serial }, select: { definition: true } })
  if (!form || !image || !registration) return null
  const page = { image, projection: registration.projection }
  const definition = formDefinitionOf(form.definition)
  const words = app.env.tesseract === null ? [] : await readWords(app.env.tesseract, page)
  return proposeAnswers(definition, readInk(definition, page), words) as unknown as Prisma.InputJsonObject
}
