import type { CaseDocumentKind } from '../../core/adjudication/case-terms.ts'
import { DomainError } from '../../core/errors.ts'
import { endStates, TransitionRefused } from '../../core/lifecycle/machine.ts'
import { duplicateCaseLifecycle } from '../../core/lifecycle/duplicate-case.ts'
import { normaliseText } from '../../core/text/vietnamese.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { instantAt } from '../kernel/clock.ts'
import { paperTypeOf } from '../kernel/content-type.ts'
import { unitsNow } from '../kernel/units.ts'
import { auditCase, authoriseCase, loadCase, lockCase } from './load-case.ts'
import { refuseBarredFromFiles } from './who-may-judge.ts'

export class IllegalDocument extends DomainError<'ILLEGAL_DOCUMENT'> {
  constructor(part: 'TITLE' | 'NOTE' | 'CONTENT') {
    super(
      'ILLEGAL_DOCUMENT',
      {
        vi: 'Tài liệu cần tên (không quá 200 ký tự), ghi chú không quá 5000 ký tự; tệp là PDF, JPEG hoặc PNG.',
        en: 'A document needs a title (200 letters at most), a note of 5000 at most; a file is PDF, JPEG or PNG.',
      },
      { part },
    )
  }
}

export interface NewDocument {
  readonly id: string
  readonly kind: CaseDocumentKind
  readonly title: string
  readonly note: string | null
  /** Null for a record that is its note alone. */
  readonly bytes: Uint8Array | null
}

const longestTitle = 200
const longestNote = 5000

/** What a file is by its own first bytes, whatever its sender calls it. Throws {@link IllegalDocument}. */
function typeOf(content: Uint8Array): string {
  const type = paperTypeOf(content)
  if (!type) throw new IllegalDocument('CONTENT')
  return type
}

/**
 * Adds to a case that has not ended the record of an interview, a document that was brought, or a report of fraud. The file
 * lies sealed under its hash. Who had a hand in one of the files adds nothing to the case about it.
 */
export async function addCaseDocument(
  app: App,
  actor: Actor,
  { id, kind, bytes, ...texts }: NewDocument,
): Promise<{ readonly id: string; readonly sha256: string | null }> {
  const at = app.clock()
  const title = normaliseText(texts.title)
  const note = texts.note?.trim() ?? ''
  if (title === '' || title.length > longestTitle) throw new IllegalDocument('TITLE')
  if (note.length > longestNote) throw new IllegalDocument('NOTE')
  const contentType = bytes && typeOf(bytes)
  await unitsNow(app)
  const { unitCode } = await loadCase(app.db, id)
  await authoriseCase(app, actor, { action: 'duplicate-case.judge', unitCode })
  // Named by its content, it harms nobody where the transaction is refused.
  const sha256 = bytes && (await app.blobs.put(bytes))
  return app.db.$transaction(async (tx) => {
    const found = await lockCase(tx, id)
    refuseBarredFromFiles(found, actor)
    if (endStates(duplicateCaseLifecycle).some((state) => state === found.status)) {
      throw new TransitionRefused('duplicate case', found.status, 'addDocument')
    }
    const officerId = actor.id ?? ''
    const added = await tx.caseDocument.create({
      data: {
        caseId: found.id,
        kind,
        title,
        note: note || null,
        sha256,
        contentType,
        officerId,
        at: instantAt(at),
      },
    })
    await auditCase(tx, found, { actor, at, act: 'add-document', details: { kind, sha256 } })
    return { id: added.id, sha256 }
  })
}
