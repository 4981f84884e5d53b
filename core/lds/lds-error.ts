import type { ChipFileName } from './chip-files.ts'

/** A file of the chip that cannot be read; `rule` is a row of core/inspection/rules.ts. */
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
