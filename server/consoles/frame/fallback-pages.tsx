import { Button } from '@mantine/core'
import { Link } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'
import { Screen } from './screen.tsx'
import { words } from './words.ts'

function Fallback(props: { readonly title: Bilingual; readonly help: Bilingual }) {
  const say = useSay()
  return (
    <Screen title={props.title} lead={props.help}>
      <div>
        <Button component={Link} to="/">
          {say(words.home)}
        </Button>
      </div>
    </Screen>
  )
}

export const MissingPage = () => <Fallback title={words.missing} help={words.missingHelp} />

export const NotYoursPage = () => <Fallback title={words.notYours} help={words.missingHelp} />

/** A screen that threw, or whose files a newer version of the console has replaced. */
export function CrashPage() {
  const say = useSay()
  return (
    <Screen title={words.crash} lead={words.crashHelp}>
      <div>
        <Button onClick={() => window.location.reload()}>{say(words.reload)}</Button>
      </div>
    </Screen>
  )
}
