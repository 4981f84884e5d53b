import type { Bilingual } from '../../../core/errors.ts'
import { inPersonReasons } from '../../../core/issuance/in-person.ts'

export const inPersonWords = (code: string): Bilingual =>
  inPersonReasons.find((reason) => reason.code === code)?.why ?? { vi: code, en: code }
