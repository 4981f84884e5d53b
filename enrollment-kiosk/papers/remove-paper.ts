import { requireUnsigned, type CaptureSession } from '../session/capture-session.ts'
import { asItsOperator, keep, type Kiosk } from '../session/kiosk.ts'
import { paperOf } from './kept-papers.ts'

/** Takes a paper out of the file with all its pages; a claim that rested on it is open again. */
export async function removePaper(kiosk: Kiosk, id: string, paperId: string): Promise<CaptureSession> {
  return asItsOperator(kiosk, id, async (session) => {
    requireUnsigned(session, 'paper')
    const { pages } = paperOf(session, paperId)
    return keep(kiosk, {
      ...session,
      papers: session.papers.filter((paper) => paper.id !== paperId),
      files: session.files.filter(({ name }) => !pages.includes(name)),
    })
  })
}
