import type { Refusal } from '../../../core/enrollment/eligibility.ts'
import type { PaperNeed } from '../../../core/enrollment/papers.ts'
import { DomainError } from '../../../core/errors.ts'

const joined = (texts: readonly { readonly vi: string; readonly en: string }[]) => ({
  vi: texts.map(({ vi }) => vi).join(' '),
  en: texts.map(({ en }) => en).join(' '),
})

/** The law of the day does not let this person ask for this; each reason with its article. */
export class NotEligible extends DomainError<'NOT_ELIGIBLE'> {
  readonly refusals: readonly Refusal[]
  constructor(refusals: readonly Refusal[]) {
    const articles = [...new Set(refusals.map(({ article }) => article))].join('; ')
    const { vi, en } = joined(refusals.map(({ text }) => text))
    super(
      'NOT_ELIGIBLE',
      { vi: `${vi} (${articles})`, en: `${en} (${articles})` },
      { reasons: refusals.map(({ code }) => code).join(' ') },
    )
    this.refusals = refusals
  }
}

/** What was sent in is no request: fields are missing or do not fit the kind. */
export class IllegalRequest extends DomainError<'ILLEGAL_REQUEST'> {
  constructor(field: string) {
    super(
      'ILLEGAL_REQUEST',
      {
        vi: 'Thông tin đề nghị còn thiếu hoặc không đúng. Hãy kiểm tra lại từng mục rồi gửi lại.',
        en: 'Something in the request is missing or not right. Check each item and send it again.',
      },
      { field },
    )
  }
}

/** Papers that the law asks for are not there. */
export class PapersMissing extends DomainError<'PAPERS_MISSING'> {
  constructor(needs: readonly PaperNeed[]) {
    const { vi, en } = joined(needs.map(({ label }) => ({ vi: `${label.vi}.`, en: `${label.en}.` })))
    super(
      'PAPERS_MISSING',
      {
        vi: `Còn thiếu giấy tờ: ${vi} Hãy bổ sung rồi gửi lại.`,
        en: `Papers are missing: ${en} Add them and send again.`,
      },
      { papers: needs.map(({ type }) => type).join(' ') },
    )
  }
}

/** One request of a kind at a time. */
export class OpenRequestExists extends DomainError<'OPEN_REQUEST_EXISTS'> {
  constructor() {
    super('OPEN_REQUEST_EXISTS', {
      vi: 'Người này đang có một hồ sơ cùng loại chưa giải quyết xong. Hãy tra cứu hồ sơ đó, không cần nộp lại.',
      en: 'This person has a file of the same kind in progress. Look that one up; no need to apply again.',
    })
  }
}

/** The words that were agreed to are not those of today. */
export class ConsentOutdated extends DomainError<'CONSENT_OUTDATED'> {
  constructor() {
    super('CONSENT_OUTDATED', {
      vi: 'Nội dung đồng ý đã thay đổi hoặc chưa được chấp nhận. Hãy đọc lại và xác nhận.',
      en: 'The text of consent has changed or was not agreed to. Please read it again and confirm.',
    })
  }
}
