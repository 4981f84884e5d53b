import { Button } from '@mantine/core'
import { useLanguage, useSay } from '../../../ui/language.tsx'
import { words } from './words.ts'

export function LanguageSwitch() {
  const { language, setLanguage } = useLanguage()
  const say = useSay()
  const other = language === 'vi' ? 'en' : 'vi'
  return (
    <Button className="head-button" variant="subtle" lang={other} onClick={() => setLanguage(other)}>
      {say(words.otherLanguage)}
    </Button>
  )
}
