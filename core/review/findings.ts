import { DomainError } from '../errors.ts'
import type { CorrectableField, FormDefinition } from '../forms/definition.ts'
import { normaliseText } from '../text/vietnamese.ts'

/** Thiếu: the form is silent where the papers are not. Sai: it says otherwise than the papers. */
export const findingKinds = ['MISSING', 'WRONG'] as const
export type FindingKind = (typeof findingKinds)[number]

/** One error of one field. A form without any is error-free. */
export interface Finding {
  readonly field: string
  readonly kind: FindingKind
  /** What the papers at the visit say. */
  readonly found: string | null
}

/** A field that the form does not have, one named twice, or words too long for a finding. */
export class IllegalFinding extends DomainError<'ILLEGAL_FINDING'> {
  constructor(fault: 'UNKNOWN_FIELD' | 'FIELD_TWICE' | 'TOO_LONG', field: string) {
    super(
      'ILLEGAL_FINDING',
      {
        vi: 'Kết quả kiểm tra không hợp lệ: mục không có trên mẫu phiếu, một mục ghi hai lần, hoặc nội dung quá 200 ký tự.',
        en: 'A finding names an item that the form does not have, or one item twice, or is longer than 200 characters.',
      },
      { fault, field },
    )
  }
}

const longestFound = 200
const longestFieldShown = 40

/** What is checked on a form: its items, or on a correction form those that it may correct. */
export function reviewedFields({ fields }: FormDefinition): readonly CorrectableField[] {
  return fields.flatMap((field) => (field.type === 'CHANGES' ? field.items : [field]))
}

/** Findings as they came in, checked against the form's definition. Throws {@link IllegalFinding}. */
export function readFindings(definition: FormDefinition, findings: readonly Finding[]): readonly Finding[] {
  const known = new Set(reviewedFields(definition).map(({ id }) => id))
  const named = new Set<string>()
  return findings.map(({ field, kind, found }) => {
    if (!known.has(field)) throw new IllegalFinding('UNKNOWN_FIELD', field.slice(0, longestFieldShown))
    if (named.has(field)) throw new IllegalFinding('FIELD_TWICE', field)
    named.add(field)
    const text = normaliseText(found ?? '')
    if (text.length > longestFound) throw new IllegalFinding('TOO_LONG', field)
    return { field, kind, found: text === '' ? null : text }
  })
}
