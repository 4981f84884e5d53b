import { TextInput } from '@mantine/core'
import type { SessionView } from '../../../../core/contracts/desk/session.ts'
import { formatDate } from '../../../../ui/formats.ts'
import { useFirstFocus } from '../../../../ui/first-focus.ts'
import { useSay } from '../../../../ui/language.tsx'
import { Pane, type PaneProps } from '../pane.tsx'
import { useDraft } from '../use-draft.ts'
import { readBirthDate, readNumber } from './read-identity.ts'
import { words } from './words.ts'

const given = ({ givenNumber, givenBirthDate }: SessionView) => ({
  number: givenNumber ?? '',
  birthDate: formatDate(givenBirthDate),
})

/** The wrong person was found: another number for the same file. */
export function FindAgainPane({ session, line, goTo }: PaneProps) {
  const say = useSay()
  const first = useFirstFocus()
  const { typed, type } = useDraft(line, 'find', () => given(session))
  const { number = '', birthDate = '' } = typed
  const born = readBirthDate(birthDate)
  const read = readNumber(number)
  const illegal = number.trim() !== '' && read === null
  async function findAgain(): Promise<void> {
    if (illegal || !born) return
    if (await line.act('/identity', { number: read, birthDate: born })) await goTo('compare')
  }
  return (
    <Pane
      title={words.found}
      line={line}
      onward={{ label: words.findAgain, run: findAgain, disabled: illegal || !born }}
    >
      <div className="find-form">
        <TextInput
          ref={first}
          size="lg"
          label={say(words.number)}
          description={say(words.numberHelp)}
          value={number}
          onChange={({ currentTarget }) => type({ number: currentTarget.value })}
          error={illegal && say(words.illegalNumber)}
        />
        <TextInput
          size="lg"
          label={say(words.birthDate)}
          description={say(words.birthDateHelp)}
          value={birthDate}
          onChange={({ currentTarget }) => type({ birthDate: currentTarget.value })}
          error={!born && say(words.needBirthDate)}
        />
      </div>
    </Pane>
  )
}
