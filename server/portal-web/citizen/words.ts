import { citizenEn } from '../texts/citizen-en.ts'
import { type CitizenTexts, citizenVi } from '../texts/citizen-vi.ts'
import type { Language } from '../texts/of-language.ts'

export const wordsOf = (language: Language): CitizenTexts => (language === 'vi' ? citizenVi : citizenEn)

/** What every part of the page gets. */
export interface Part {
  readonly words: CitizenTexts
  readonly language: Language
  /** The session has ended. */
  readonly onSignedOut: () => void
}

/** In whose name a part acts. */
export interface ForPerson extends Part {
  readonly residentId: string
}
