import { z } from 'zod'
import { isPaperType } from '../../core/enrollment/papers.ts'
import { requireUnsigned, type CaptureSession } from '../session/capture-session.ts'
import { PaperUnknown } from '../session/details-refusals.ts'
import { asItsOperator, keep, type Kiosk } from '../session/kiosk.ts'
import { paperOf, withPage, withPaper } from './kept-papers.ts'
import { reworked } from './page-pictures.ts'

const pixel = z.int().nonnegative().max(20_000)

/** `page` counts from 1; `rotate` turns clockwise, before the cut. */
export const paperChangeSchema = z.strictObject({
  type: z.string().refine(isPaperType).optional(),
  page: z.int().min(1).max(10).default(1),
  rotate: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]).default(0),
  crop: z
    .strictObject({ left: pixel, top: pixel, width: pixel.min(16), height: pixel.min(16) })
    .nullable()
    .default(null),
})

/** Names a paper otherwise, or turns and cuts one of its pages. Throws PaperUnknown, PictureUnreadable. */
export async function changePaper(
  kiosk: Kiosk,
  id: string,
  {
    paper: paperId,
    type,
    page,
    rotate,
    crop,
  }: z.infer<typeof paperChangeSchema> & { readonly paper: string },
): Promise<CaptureSession> {
  return asItsOperator(kiosk, id, async (session) => {
    requireUnsigned(session, 'paper')
    const paper = paperOf(session, paperId)
    const renamed = type === undefined ? session : withPaper(session, { ...paper, type })
    if (rotate === 0 && crop === null) return keep(kiosk, renamed)
    const file = session.files.find(({ name }) => name === paper.pages[page - 1])
    if (!file) throw new PaperUnknown()
    const picture = await reworked(await kiosk.drafts.readFile(id, file.sha256), { rotate, crop })
    return keep(kiosk, await withPage(kiosk, renamed, { name: file.name, page: picture, device: null }))
  })
}
