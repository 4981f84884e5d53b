import type { CalendarDate } from '../dates/calendar-date.ts'
import { DomainError } from '../errors.ts'
import { dc01Definitions } from './dc01.ts'
import { dc02Definitions } from './dc02.ts'
import type { FormDefinition, FormKind } from './definition.ts'

/** On that day nobody fills in this form. */
export class FormNotInForce extends DomainError<'FORM_NOT_IN_FORCE'> {
  constructor(kind: FormKind) {
    super(
      'FORM_NOT_IN_FORCE',
      {
        vi: `Mẫu ${kind} không có hiệu lực vào ngày này. Từ 01/07/2024, DC02 là phiếu đề nghị giải quyết thủ tục, không còn là phiếu chỉnh sửa.`,
        en: `Form ${kind} is not in force on this day. Since 01/07/2024 DC02 is a request, no longer a correction form.`,
      },
      { kind },
    )
  }
}

/** No definition was ever published under this version. */
export class UnknownFormVersion extends DomainError<'UNKNOWN_FORM_VERSION'> {
  constructor() {
    super('UNKNOWN_FORM_VERSION', {
      vi: 'Phiên bản mẫu phiếu không có trong hệ thống.',
      en: 'There is no such version of a form.',
    })
  }
}

const definitions = [...dc01Definitions, ...dc02Definitions]
const byVersion = new Map(definitions.map((definition) => [definition.version, definition]))

/** The definition that holds on a day. Throws {@link FormNotInForce}. */
export function formDefinition(kind: FormKind, on: CalendarDate): FormDefinition {
  const found = definitions.find(
    (one) => one.kind === kind && one.validFrom <= on && (one.validTo === null || on < one.validTo),
  )
  if (!found) throw new FormNotInForce(kind)
  return found
}

/** The last definition of a kind, whether it still holds or not: what items are called where no single form is meant. */
export function newestDefinition(kind: FormKind): FormDefinition {
  const ofKind = definitions.filter((one) => one.kind === kind)
  const [newest] = ofKind.toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1))
  if (!newest) throw new FormNotInForce(kind)
  return newest
}

/** The definition that a form was printed by, whatever holds today. Throws {@link UnknownFormVersion}. */
export function formDefinitionOf(version: string): FormDefinition {
  const found = byVersion.get(version)
  if (!found) throw new UnknownFormVersion()
  return found
}
