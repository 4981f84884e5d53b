import { DomainError } from '../../core/errors.ts'

export class EmulatorMisused extends DomainError<'EMULATOR_MISUSED'> {
  constructor(detail: string, usage: string) {
    super('EMULATOR_MISUSED', {
      vi: `Sai tham số: ${detail}\n${usage}`,
      en: `Wrong arguments: ${detail}\n${usage}`,
    })
  }
}
