import { Button } from '@mantine/core'
import { Link } from 'react-router'
import { useSay } from '../../../ui/language.tsx'
import { Screen } from './screen.tsx'
import { words } from './words.ts'

export function MissingPage() {
  const say = useSay()
  return (
    <Screen title={words.missing}>
      <div>
        <Button component={Link} to="/">
          {say(words.home)}
        </Button>
      </div>
    </Screen>
  )
}

/** A screen that threw, or whose files a newer version of the desk has replaced. */
export function CrashPage() {
  const say = useSay()
  return (
    <main className="crash">
      <Screen title={words.crash} lead={words.crashHelp}>
        <div>
          <Button onClick={() => window.location.reload()}>{say(words.reload)}</Button>
        </div>
      </Screen>
    </main>
  )
}
