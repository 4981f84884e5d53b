import { z } from 'zod'
import type { FormScan } from '../../../prisma/client/client.ts'
import type { Box } from '../../../core/card/layout.ts'
import { DomainError } from '../../../core/errors.ts'
import { formPage } from '../../../core/forms/layout.ts'
import { cropPage } from '../../../core/forms/scan/crop-page.ts'
import { fieldArea } from '../../../core/forms/scan/field-area.ts'
import type { GreyImage } from '../../../core/forms/scan/grey-image.ts'
import { formDefinitionOf } from '../../../core/forms/versions.ts'
import type { App } from '../../kernel/app.ts'
import { NotFound } from '../../kernel/errors.ts'
import { decodePage, pngOf } from './page-image.ts'

/** The page has no corner marks, or no form yet: it can be looked at as a whole only. */
export class PageNotStraight extends DomainError<'PAGE_NOT_STRAIGHT'> {
  constructor() {
    super('PAGE_NOT_STRAIGHT', {
      vi: 'Trang quét không căn chỉnh được theo ô góc; hãy xem cả trang.',
      en: 'The page could not be straightened by its marks; look at the whole page.',
    })
  }
}

const dotsPerMm = { page: 6, field: 8 } as const
const stored = z.object({ projection: z.array(z.number()).length(9) })

/** The crops of one form are asked for together: the last few pages stay decoded. */
const recent = new Map<string, Promise<GreyImage | null>>()
const mostRecent = 4

async function pageOf(app: App, sha256: string): Promise<GreyImage> {
  const page = recent.get(sha256) ?? app.blobs.get(sha256).then((bytes) => bytes && decodePage(bytes))
  recent.delete(sha256)
  recent.set(sha256, page)
  page.catch(() => recent.delete(sha256))
  const [oldest] = recent.keys()
  if (recent.size > mostRecent && oldest) recent.delete(oldest)
  const image = await page
  if (!image) throw new NotFound('form scan')
  return image
}

/** The page, straightened where it could be, as PNG. */
export async function pagePng(app: App, scan: FormScan): Promise<Buffer> {
  const image = await pageOf(app, scan.sha256)
  const registered = stored.safeParse(scan.registration)
  if (!registered.success) return pngOf(image)
  const whole = { box: { x: 0, y: 0, ...formPage }, dotsPerMm: dotsPerMm.page }
  return pngOf(cropPage(image, registered.data.projection, whole))
}

/** The part of the page where a field of its form is answered, as PNG. Throws {@link PageNotStraight}, NotFound. */
export async function fieldPng(app: App, scan: FormScan, field: string): Promise<Buffer> {
  const registered = stored.safeParse(scan.registration)
  if (!registered.success || scan.formSerial === null) throw new PageNotStraight()
  const { definition } = await app.db.form.findUniqueOrThrow({
    where: { serial: scan.formSerial },
    select: { definition: true },
  })
  const box: Box | null = fieldArea(formDefinitionOf(definition), field)
  if (!box) throw new NotFound('field')
  const image = await pageOf(app, scan.sha256)
  return pngOf(cropPage(image, registered.data.projection, { box, dotsPerMm: dotsPerMm.field }))
}
