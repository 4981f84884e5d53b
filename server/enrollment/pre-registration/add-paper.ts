import { isPaperType } from '../../../core/enrollment/papers.ts'
import { mostUploadedBytes, mostUploadedPages } from '../../../core/enrollment/pre-registration.ts'
import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { paperTypeOf } from '../../kernel/content-type.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { actingFor } from '../../registry/represented.ts'
import { ownPreRegistration } from './own-pre-registration.ts'

/** Neither a picture nor a PDF by its own bytes, whatever its name; empty, or too large. */
export class IllegalPaper extends DomainError<'ILLEGAL_PAPER'> {
  constructor(fault: 'TYPE' | 'SIZE' | 'KIND') {
    super(
      'ILLEGAL_PAPER',
      {
        vi: {
          TYPE: 'Tệp này không phải ảnh JPEG, PNG hay PDF. Hãy chụp ảnh giấy tờ, hoặc quét thành PDF.',
          SIZE: 'Tệp trống hoặc lớn hơn 5 MB. Hãy chụp lại với độ phân giải thấp hơn.',
          KIND: 'Hãy chọn loại giấy tờ.',
        }[fault],
        en: {
          TYPE: 'This file is no JPEG, PNG or PDF. Take a picture of the paper, or scan it to PDF.',
          SIZE: 'The file is empty or larger than 5 MB. Take the picture again at a lower resolution.',
          KIND: 'Choose what kind of paper it is.',
        }[fault],
      },
      { fault },
    )
  }
}

/** More pages than a request may have. */
export class TooManyPages extends DomainError<'TOO_MANY_PAGES'> {
  constructor() {
    super('TOO_MANY_PAGES', {
      vi: `Mỗi hồ sơ nhận tối đa ${mostUploadedPages} trang. Hãy xóa bớt trang không cần.`,
      en: `A request takes at most ${mostUploadedPages} pages. Remove those that are not needed.`,
    })
  }
}

/** Papers are sent with what is still filled in, or for a file that came back. */
export class PapersClosed extends DomainError<'PAPERS_CLOSED'> {
  constructor() {
    super('PAPERS_CLOSED', {
      vi: 'Hồ sơ này hiện không nhận thêm giấy tờ. Chỉ thêm được khi đang khai, hoặc khi hồ sơ bị trả lại để bổ sung.',
      en: 'This request takes no papers now: only while it is filled in, or when the file was returned for completion.',
    })
  }
}

export interface NewPaper {
  /** What it belongs to: a draft, or a file that was returned. */
  readonly of: { readonly preRegistration: string } | { readonly application: string }
  /** A key of core/enrollment/papers.ts. */
  readonly type: string
  readonly content: Uint8Array
}

/** Takes one page from a citizen: its bytes go sealed into the store, whatever they call it they are told by their beginning. */
export async function addPaper(app: App, actor: Actor, paper: NewPaper): Promise<{ readonly id: string }> {
  demand(actor, 'citizen.apply')
  const { content, type } = paper
  if (!isPaperType(type)) throw new IllegalPaper('KIND')
  if (content.length === 0 || content.length > mostUploadedBytes) throw new IllegalPaper('SIZE')
  const mediaType = paperTypeOf(content)
  if (mediaType === null) throw new IllegalPaper('TYPE')
  const owner = await ownerOf(app, actor, paper.of)
  const sha256 = await app.blobs.put(content)
  const at = app.clock()
  return app.db.$transaction(async (tx) => {
    const page = await nextPage(tx, owner, type)
    const row = { uploadedById: actor.id ?? '', type, page, sha256, mediaType, bytes: content.length }
    const made = await tx.uploadedPaper.create({
      data: { ...owner, ...row, addedAt: instantAt(at) },
      select: { id: true },
    })
    const [subjectKind, subjectId] = subjectOf(owner)
    const details = { type, bytes: content.length, mediaType }
    await audit(tx, { actor, at, action: 'paper.upload', subjectKind, subjectId, details })
    return made
  })
}

type Owner = { readonly preRegistrationId: string } | { readonly applicationId: string }

export const subjectOf = (owner: Owner): readonly [kind: string, id: string] =>
  'applicationId' in owner
    ? ['application', owner.applicationId]
    : ['pre-registration', owner.preRegistrationId]

async function ownerOf(app: App, actor: Actor, of: NewPaper['of']): Promise<Owner> {
  if ('preRegistration' in of) {
    const own = await ownPreRegistration(app, actor, { id: of.preRegistration })
    if (own.status !== 'DRAFT') throw new PapersClosed()
    return { preRegistrationId: own.id }
  }
  const file = await app.db.application.findUnique({
    where: { id: recordId(of.application, 'application') },
    select: { id: true, residentId: true, status: true },
  })
  if (!file?.residentId) throw new NotFound('application')
  await actingFor(app, actor, file.residentId)
  if (file.status !== 'RETURNED') throw new PapersClosed()
  return { applicationId: file.id }
}

/** Who adds pages to the same request at once waits here: then the count is true. */
async function nextPage(tx: Transaction, owner: Owner, type: string): Promise<number> {
  const [, id] = subjectOf(owner)
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`papers ${id}`}, 0))`
  if ((await tx.uploadedPaper.count({ where: owner })) >= mostUploadedPages) throw new TooManyPages()
  const last = await tx.uploadedPaper.aggregate({ where: { ...owner, type }, _max: { page: true } })
  return (last._max.page ?? 0) + 1
}
