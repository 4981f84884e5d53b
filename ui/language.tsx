import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react'
import type { Bilingual } from '../core/errors.ts'

export type Language = keyof Bilingual

interface Speech {
  readonly language: Language
  readonly setLanguage: (language: Language) => void
}

const SpeechContext = createContext<Speech>({ language: 'vi', setLanguage: () => undefined })

const shelf = 'language'

/** A browser that refuses its storage still has its page, in Vietnamese. */
function rememberedLanguage(): Language {
  try {
    return localStorage.getItem(shelf) === 'en' ? 'en' : 'vi'
  } catch {
    return 'vi'
  }
}

function remember(language: Language): void {
  try {
    localStorage.setItem(shelf, language)
  } catch {
    // The choice holds until the page is left.
  }
}

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(rememberedLanguage)
  useEffect(() => {
    document.documentElement.lang = language
    remember(language)
  }, [language])
  const speech = useMemo(() => ({ language, setLanguage }), [language])
  return <SpeechContext value={speech}>{children}</SpeechContext>
}

export const useLanguage = () => use(SpeechContext)

/** `say(words.title)`: the sentence in the officer's language. */
export function useSay(): (text: Bilingual) => string {
  const { language } = use(SpeechContext)
  return (text) => text[language]
}
