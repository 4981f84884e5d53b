import { type Bilingual, DomainError } from '../../core/errors.ts'

/** Not signed in or not allowed: never a member of a result union, but an error with `extensions.code` (HTTP 401 or 403). */
export class AccessRefused extends Error {
  readonly code: 'UNAUTHENTICATED' | 'FORBIDDEN'
  readonly text: Bilingual

  constructor(code: AccessRefused['code'], text: Bilingual) {
    super(code)
    this.code = code
    this.text = text
  }
}

/** Nobody is signed in, or the session or token has expired. */
export class SignInNeeded extends AccessRefused {
  constructor() {
    super('UNAUTHENTICATED', {
      vi: 'Chưa đăng nhập hoặc phiên làm việc đã hết hạn. Hãy đăng nhập lại.',
      en: 'Not signed in, or the session has expired. Sign in again.',
    })
  }
}

/** The actor's roles or unit do not allow the action. */
export class NotAllowed extends AccessRefused {
  constructor() {
    super('FORBIDDEN', {
      vi: 'Bạn không có quyền thực hiện việc này, hoặc hồ sơ không thuộc địa bàn của bạn.',
      en: 'You may not do this, or the file is outside your jurisdiction.',
    })
  }
}

/** No such record, or none that the actor may know of: the two look the same. */
export class NotFound extends DomainError<'NOT_FOUND'> {
  constructor(record: string) {
    super('NOT_FOUND', { vi: 'Không tìm thấy.', en: 'Not found.' }, { record })
  }
}

/** Somebody else moved the record in between. */
export class StaleVersion extends DomainError<'STALE_VERSION'> {
  constructor(record: string) {
    super(
      'STALE_VERSION',
      {
        vi: 'Hồ sơ vừa được người khác xử lý. Hãy tải lại.',
        en: 'Somebody else has just changed this record. Reload it.',
      },
      { record },
    )
  }
}

/** Two or three persons must be different: maker, supervisor and checker. */
export class SamePerson extends DomainError<'SAME_PERSON'> {
  constructor(action: string) {
    super(
      'SAME_PERSON',
      {
        vi: 'Người thực hiện bước này phải khác người đã tiếp nhận và người đã xác nhận hồ sơ.',
        en: 'This step must be taken by an officer other than those who captured and countersigned the file.',
      },
      { action },
    )
  }
}
