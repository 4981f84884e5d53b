import { randomUUID } from 'node:crypto'
import type { DeviceIdentity } from '../../core/enrollment/evidence.ts'
import { instantOf } from '../clock.ts'
import { recordCapture } from '../evidence/record-capture.ts'
import type { CaptureSession } from '../session/capture-session.ts'
import { PaperUnknown, TooManyPages } from '../session/details-refusals.ts'
import type { Kiosk } from '../session/kiosk.ts'
import { mostPages } from './page-pictures.ts'

export type Paper = CaptureSession['papers'][number]

const mostPapers = 20
/** Of all papers of a file: half of what a packet may weigh (core/enrollment/packet-files.ts). */
const mostBytes = 10 * 1024 * 1024

const paperBytes = ({ papers, files }: CaptureSession): readonly number[] => {
  const pages = new Set(papers.flatMap((paper) => paper.pages))
  return files.filter(({ name }) => pages.has(name)).map(({ bytes }) => bytes)
}

export const newPaperId = (): string => randomUUID().slice(0, 8)

/** Names are never used again in a session: a page that was taken away leaves a gap. */
export const pageFile = (paper: string, page: number): string => `paper-${paper}-${page}.jpg`

const pageNumberOf = (name: string): number => Number(/-(\d+)\.jpg$/.exec(name)?.[1] ?? 0)

export function paperOf(session: CaptureSession, id: string): Paper {
  const paper = session.papers.find((one) => one.id === id)
  if (!paper) throw new PaperUnknown()
  return paper
}

export interface NewPages {
  readonly paper: Omit<Paper, 'pages'>
  readonly pages: readonly Uint8Array[]
  /** Null for a file that somebody brought. */
  readonly device: DeviceIdentity | null
}

/** The session with pages added to a paper, or with a paper more; each page is on disk and in the chain of captures. */
export async function withPages(
  kiosk: Kiosk,
  session: CaptureSession,
  added: NewPages,
): Promise<CaptureSession> {
  const known = session.papers.find(({ id }) => id === added.paper.id)
  const names = known?.pages ?? []
  if (names.length + added.pages.length > mostPages) throw new TooManyPages()
  if (!known && session.papers.length >= mostPapers) throw new TooManyPages()
  const bytes = [...paperBytes(session), ...added.pages.map(({ length }) => length)]
  if (bytes.reduce((sum, one) => sum + one, 0) > mostBytes) throw new TooManyPages()
  const first = Math.max(0, ...names.map(pageNumberOf)) + 1
  let changed = session
  const pages = [...names]
  for (const [i, page] of added.pages.entries()) {
    const name = pageFile(added.paper.id, first + i)
    changed = await withPage(kiosk, changed, { name, page, device: added.device })
    pages.push(name)
  }
  return withPaper(changed, { ...added.paper, ...known, pages })
}

export interface KeptPage {
  readonly name: string
  readonly page: Uint8Array
  readonly device: DeviceIdentity | null
}

/** The session with one page's picture, in place of an earlier one of its name. */
export async function withPage(
  kiosk: Kiosk,
  session: CaptureSession,
  { name, page, device }: KeptPage,
): Promise<CaptureSession> {
  const sha256 = await kiosk.drafts.keepFile(session.id, page)
  const recorded = await recordCapture(kiosk, session, {
    kind: 'PAPER',
    position: pageNumberOf(name),
    impression: 1,
    device,
    dpi: null,
    bitDepth: null,
    capturedAt: instantOf(kiosk.clock()),
    sha256,
  })
  const others = session.files.filter((file) => file.name !== name)
  return { ...recorded, files: [...others, { name, sha256, bytes: page.length }] }
}

/** The session with a paper in place of the one of its id, or with one more. */
export function withPaper(session: CaptureSession, paper: Paper): CaptureSession {
  const known = session.papers.some(({ id }) => id === paper.id)
  const papers = known
    ? session.papers.map((one) => (one.id === paper.id ? paper : one))
    : [...session.papers, paper]
  return { ...session, papers }
}
