import type { ChipFileName } from './chip-files.ts'

/** A file of the chip that cannot be read; `rule` names what does not hold: that of core/inspection/rules.ts where it has one for it. */
export class LdsError extends Error {
  readonly file: ChipFileName | null
  readonly rule: string
  readonly detail: string

  constructor(file: ChipFileName | null, rule: string, detail: string) {
    super(`${file ?? 'chip'}: ${rule}: ${detail}`)
    this.name = 'LdsError'
    this.file = file
    this.rule = rule
    this.detail = detail
  }
}
