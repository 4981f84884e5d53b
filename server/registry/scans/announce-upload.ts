import type { Action } from '../../../core/access/actions.ts'
import {
  uploadLimits,
  type UploadOrder,
  type UploadPurpose,
  type UploadState,
} from '../../../core/contracts/uploads.ts'
import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { authorise } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { isUniqueViolation } from '../../kernel/db.ts'
import { NotAllowed } from '../../kernel/errors.ts'
import { stateOf } from './upload-files.ts'

/** More bytes than a file of this purpose may have. */
export class FileTooLarge extends DomainError<'FILE_TOO_LARGE'> {
  constructor(limit: number) {
    super(
      'FILE_TOO_LARGE',
      { vi: 'Tệp lớn hơn mức cho phép.', en: 'The file is larger than is allowed.' },
      { limit },
    )
  }
}

/** This officer sent the same file before, for another unit or with another length. */
export class AnnouncedOtherwise extends DomainError<'ANNOUNCED_OTHERWISE'> {
  constructor() {
    super('ANNOUNCED_OTHERWISE', {
      vi: 'Tệp này đã được gửi cho đơn vị khác hoặc với độ dài khác.',
      en: 'This file was announced already, for another unit or with another length.',
    })
  }
}

/** Who may send files of a purpose. */
export const uploadActions: Readonly<Record<UploadPurpose, Action>> = {
  FORM_PAGE: 'form.scan',
  REGISTRY_DATA: 'import.prepare',
  EVIDENCE: 'conflict.propose',
}

/** Announces a file that will come in pieces; the same file again is the same upload, with what has come of it. */
export async function announceUpload(app: App, actor: Actor, order: UploadOrder): Promise<UploadState> {
  const { purpose, unitCode, sha256, bytes } = order
  await authorise(app, actor, uploadActions[purpose], unitCode)
  if (actor.kind !== 'officer') throw new NotAllowed()
  if (bytes > uploadLimits[purpose]) throw new FileTooLarge(uploadLimits[purpose])
  const officerId_purpose_sha256 = { officerId: actor.id, purpose, sha256 }
  const announced = () => app.db.upload.findUnique({ where: { officerId_purpose_sha256 } })
  const data = {
    ...officerId_purpose_sha256,
    unitCode,
    bytes: BigInt(bytes),
    startedAt: instantAt(app.clock()),
  }
  const upload =
    (await announced()) ??
    (await app.db.upload.create({ data }).catch(async (error: unknown) => {
      // Announced twice at once: the first stands for both.
      const first = isUniqueViolation(error) ? await announced() : null
      if (first) return first
      throw error
    }))
  if (upload.unitCode !== unitCode || upload.bytes !== BigInt(bytes)) throw new AnnouncedOtherwise()
  return stateOf(upload)
}
