import { z } from 'zod'
import { DomainError } from '../errors.ts'
import { isSharedField, labelOf, type SharedField } from './fields.ts'
import { isSharingPurpose, purposeRule, type SharingPurpose } from './purposes.ts'

/** What one agency may ask: for each purpose the fields it may be told, or have confirmed. */
export type Grants = Readonly<Partial<Record<SharingPurpose, readonly SharedField[]>>>

/** As stored. */
export const grantsSchema = z.partialRecord(
  z.custom<SharingPurpose>((purpose) => typeof purpose === 'string' && isSharingPurpose(purpose)),
  z.array(z.custom<SharedField>((field) => typeof field === 'string' && isSharedField(field))).min(1),
)

/** A grant that cannot be given. */
export class IllegalGrant extends DomainError<'ILLEGAL_GRANT'> {
  constructor(vi: string, en: string) {
    super('ILLEGAL_GRANT', { vi, en })
  }
}

/** A grant as it is typed: names of a purpose and of fields. */
export interface GrantText {
  readonly purpose: string
  readonly fields: readonly string[]
}

/** Reads grants; a purpose stands once, its fields are known and within its ceiling. Throws {@link IllegalGrant}. */
export function readGrants(texts: readonly GrantText[]): Grants {
  const grants: Partial<Record<SharingPurpose, readonly SharedField[]>> = {}
  for (const { purpose, fields } of texts) {
    if (!isSharingPurpose(purpose))
      throw new IllegalGrant(
        'Có mục đích khai thác không có trong danh mục.',
        'A purpose is not of the list.',
      )
    if (grants[purpose])
      throw new IllegalGrant(`Mục đích ${purpose} ghi hai lần.`, `The purpose ${purpose} stands twice.`)
    grants[purpose] = readFields(purpose, fields)
  }
  if (Object.keys(grants).length === 0)
    throw new IllegalGrant('Chưa có mục đích khai thác nào.', 'There is no purpose.')
  return grants
}

function readFields(purpose: SharingPurpose, names: readonly string[]): readonly SharedField[] {
  const { ceiling, kind, text } = purposeRule(purpose)
  const fields = [...new Set(names)].map((name) => {
    if (!isSharedField(name))
      throw new IllegalGrant('Có trường thông tin không có trong danh mục.', 'A field is not of the list.')
    if (!ceiling.includes(name))
      throw new IllegalGrant(
        `Mục đích "${text.vi}" không được khai thác trường "${labelOf(name).vi}".`,
        `For "${text.en}" the field "${labelOf(name).en}" may not be shared.`,
      )
    return name
  })
  if (fields.length === 0 || (kind === 'CONFIRM' && fields.length < ceiling.length))
    throw new IllegalGrant(
      `Mục đích "${text.vi}" chưa ghi đủ trường thông tin.`,
      `Fields are missing for "${text.en}".`,
    )
  return fields
}
