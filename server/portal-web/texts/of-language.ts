import type { Bilingual } from '../../../core/errors.ts'
import { en } from './en.ts'
import type { Texts } from './texts.ts'
import { vi } from './vi.ts'

export type Language = keyof Bilingual

const texts: Readonly<Record<Language, Texts>> = { vi, en }

export const textsOf = (language: Language): Texts => texts[language]
export const otherLanguageOf = (language: Language): Language => (language === 'vi' ? 'en' : 'vi')
