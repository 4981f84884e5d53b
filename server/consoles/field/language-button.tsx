import { useLanguage } from '../../../ui/language.tsx'

/** To the other language, named in itself. */
export function LanguageButton() {
  const { language, setLanguage } = useLanguage()
  const [other, name] = language === 'vi' ? (['en', 'English'] as const) : (['vi', 'Tiếng Việt'] as const)
  return (
    <button type="button" className="quiet" lang={other} onClick={() => setLanguage(other)}>
      {name}
    </button>
  )
}
