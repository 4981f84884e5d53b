/** A sentence in both languages of the product; Vietnamese is the first. */
export type Bilingual = { readonly vi: string; readonly en: string }

/**
 * An expected refusal: the rule that was broken, in words a person can act on, and the facts that a program needs.
 * Texts and facts never carry personal data (names, numbers, dates of birth): they reach logs and screens of others.
 */
export class DomainError<Code extends string = string> extends Error {
  readonly code: Code
  readonly text: Bilingual
  readonly facts: Readonly<Record<string, string | number | boolean | null>>

  constructor(code: Code, text: Bilingual, facts: DomainError['facts'] = {}) {
    super(`${code}: ${text.en}`)
    this.name = new.target.name
    this.code = code
    this.text = text
    this.facts = facts
  }
}
