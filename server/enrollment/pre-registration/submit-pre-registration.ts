import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../core/errors.ts'
import type { UploadedPaper } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { calendarDateOf, instantAt } from '../../kernel/clock.ts'
import type { OpenedFile } from '../requests/open-file.ts'
import { receiveOnlineApplication } from '../requests/receive-online-application.ts'
import { requestInputSchema } from '../requests/request-input.ts'
import { movePreRegistration } from './move-pre-registration.ts'
import { ownPreRegistration } from './own-pre-registration.ts'

/** The draft is older than a desk would open it. */
export class PreRegistrationExpired extends DomainError<'PRE_REGISTRATION_EXPIRED'> {
  constructor() {
    super('PRE_REGISTRATION_EXPIRED', {
      vi: 'Bản khai này đã quá hạn. Hãy lưu lại rồi gửi.',
      en: 'What was filled in has expired. Save it again, then send it.',
    })
  }
}

export interface Submission {
  readonly id: string
  /** Of an online request: the centre that answers for the file, and the words that were agreed to. */
  readonly centre: string
  readonly consent: string
}

/**
 * The citizen hands in what they filled in: for a visit it waits for the desk; online it becomes a file at once, by the rules of
 * every request, and a refusal leaves it a draft. Answers the file, or null.
 */
export async function submitPreRegistration(
  app: App,
  actor: Actor,
  { id, ...submission }: Submission,
): Promise<OpenedFile | null> {
  demand(actor, 'citizen.apply')
  const own = await ownPreRegistration(app, actor, { id })
  const at = app.clock()
  if (calendarDateOf(own.expiresOn) < calendarDateAt(at)) throw new PreRegistrationExpired()
  const made =
    own.channel === 'ONLINE' && own.status === 'DRAFT'
      ? await apply(app, actor, { own, ...submission })
      : null
  await app.db.$transaction(async (tx) => {
    const data = { submittedAt: instantAt(at) }
    const moved = await movePreRegistration(tx, own, { event: 'submit', actor, at, data })
    if (made) {
      const submitted = { ...own, status: moved.status, version: moved.version }
      const used = { applicationId: made.id }
      await movePreRegistration(tx, submitted, { event: 'accept', actor, at, data: used })
    }
    const subject = { subjectKind: 'pre-registration', subjectId: own.id, details: { channel: own.channel } }
    await audit(tx, { actor, at, action: 'pre-registration.submit', ...subject })
  })
  return made
}

type Applying = Omit<Submission, 'id'> & { readonly own: Awaited<ReturnType<typeof ownPreRegistration>> }

/** The file first: where this process ends before the draft is moved, the next try is told that the file is there. */
async function apply(app: App, actor: Actor, { own, centre, consent }: Applying): Promise<OpenedFile> {
  const papers = await app.db.uploadedPaper.findMany({
    where: { preRegistrationId: own.id },
    orderBy: { id: 'asc' },
  })
  const { kind, reason, residentId, phone, email, delivery } = own
  const request = { kind, reason, residentId, contact: { phone, email }, delivery, centre, consent }
  return receiveOnlineApplication(
    app,
    actor,
    requestInputSchema.parse({ ...request, papers: papersOf(papers) }),
  )
}

const pagesOfOne = 10

/** Pages of one kind are one paper, and of more than ten several. */
function papersOf(pages: readonly UploadedPaper[]) {
  return [...Map.groupBy(pages, ({ type }) => type)].flatMap(([type, all]) =>
    Array.from({ length: Math.ceil(all.length / pagesOfOne) }, (_, i) => ({
      type,
      pages: all
        .slice(i * pagesOfOne, (i + 1) * pagesOfOne)
        .map(({ sha256, mediaType }) => ({ sha256, mediaType })),
    })),
  )
}
