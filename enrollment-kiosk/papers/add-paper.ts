import { z } from 'zod'
import { isPaperType } from '../../core/enrollment/papers.ts'
import { instantOf } from '../clock.ts'
import { requireUnsigned, type CaptureSession } from '../session/capture-session.ts'
import { asItsOperator, keep, type Kiosk } from '../session/kiosk.ts'
import type { FileBody } from '../session/local-router.ts'
import { identityOf } from '../sync/device-report.ts'
import { type NewPages, newPaperId, paperOf, withPages } from './kept-papers.ts'
import { pageOf, pagesOf } from './page-pictures.ts'

const typeSchema = z.string().refine(isPaperType)

/** Which paper it is; `paper` names one that gets more pages instead. */
export const paperTargetSchema = z.strictObject({
  type: typeSchema,
  paper: z.string().max(36).nullable().default(null),
})
export const paperOrderSchema = paperTargetSchema.extend({ source: z.enum(['SCANNER', 'CAMERA']) })
type Target = z.infer<typeof paperTargetSchema>

/** Dots to the inch: handwriting stays readable, and a page is some 300 kB. */
const scanDpi = 200

/** Takes a paper by the document scanner or the camera. Throws the device's refusals; the session is then unchanged. */
export async function capturePaper(
  kiosk: Kiosk,
  id: string,
  order: z.infer<typeof paperOrderSchema>,
): Promise<CaptureSession> {
  return asItsOperator(kiosk, id, async (session) => {
    requireUnsigned(session, 'paper')
    const taken = order.source === 'SCANNER' ? await scan(kiosk) : await photograph(kiosk)
    return keep(kiosk, await withTaken(kiosk, session, { ...order, ...taken }))
  })
}

/** Takes in a file that somebody brought: a picture or a PDF. Throws PictureUnreadable, TooManyPages. */
export async function uploadPaper(
  kiosk: Kiosk,
  id: string,
  { file, ...target }: Target & { readonly file: FileBody },
): Promise<CaptureSession> {
  return asItsOperator(kiosk, id, async (session) => {
    requireUnsigned(session, 'paper')
    const pages = await pagesOf(file)
    return keep(kiosk, await withTaken(kiosk, session, { ...target, source: 'FILE', pages, device: null }))
  })
}

type Taken = Pick<NewPages, 'pages' | 'device'>

async function scan(kiosk: Kiosk): Promise<Taken> {
  const { capabilities, pages } = await kiosk.devices.documentScanner.use(async (scanner) => {
    const source = scanner.capabilities.sources.includes('Feeder') ? 'Feeder' : 'Platen'
    const dpi = scanner.capabilities.resolutions.find((one) => one >= scanDpi) ?? scanDpi
    return { capabilities: scanner.capabilities, pages: await pagesIn(scanner.scan({ source, dpi })) }
  })
  const { model, serial } = capabilities
  const machine = kiosk.installation.machine().id
  return {
    pages: await Promise.all(pages.map(pageOf)),
    device: identityOf('DOCUMENT_SCANNER', { model, serial: serial ?? '' }, machine),
  }
}

async function pagesIn(scanned: AsyncIterable<Uint8Array>): Promise<readonly Uint8Array[]> {
  const pages: Uint8Array[] = []
  for await (const page of scanned) pages.push(page)
  return pages
}

async function photograph(kiosk: Kiosk): Promise<Taken> {
  const { capabilities, jpeg } = await kiosk.devices.camera.use(async (camera) => ({
    capabilities: camera.capabilities,
    jpeg: await camera.takePhoto(),
  }))
  const device = identityOf('CAMERA', capabilities, kiosk.installation.machine().id)
  return { pages: [await pageOf(jpeg)], device }
}

function withTaken(
  kiosk: Kiosk,
  session: CaptureSession,
  { type, paper, source, ...taken }: Target & Taken & { readonly source: NewPages['paper']['source'] },
): Promise<CaptureSession> {
  const known = paper === null ? null : paperOf(session, paper)
  const described = known ?? { id: newPaperId(), type, source, capturedAt: instantOf(kiosk.clock()) }
  return withPages(kiosk, session, { paper: described, ...taken })
}
