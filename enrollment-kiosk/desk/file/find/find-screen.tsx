import { TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import type { AppointmentView, DayView } from '../../../../core/contracts/desk/day.ts'
import type { BeginCommand, SessionView } from '../../../../core/contracts/desk/session.ts'
import { useFirstFocus } from '../../../../ui/first-focus.ts'
import { useSay } from '../../../../ui/language.tsx'
import { Notice } from '../../../../ui/notice.tsx'
import { KeyHint, useShortcut } from '../../../../ui/shortcuts.tsx'
import { useAnswer } from '../../api/use-answer.ts'
import { useCommand } from '../../api/use-command.ts'
import { RefusalNotice } from '../../frame/refusal-notice.tsx'
import { Screen } from '../../frame/screen.tsx'
import '../file.css'
import { OnwardButton } from '../onward.tsx'
import { Bookings } from './bookings.tsx'
import { JournalMatches } from './journal-matches.tsx'
import { OpenFiles } from './open-files.tsx'
import { looksLikeNumber, readBirthDate, readNumber } from './read-identity.ts'
import { forget, remembered, remember } from './search-memory.ts'
import { words } from './words.ts'

type Begin = Partial<BeginCommand>

/** Begins a file and shows its next pane. */
function useBegin() {
  const navigate = useNavigate()
  const { run, busy, refusal } = useCommand()
  const group = useGroup()
  const begin = async (identity: Begin): Promise<void> => {
    const body = group === null ? identity : { ...identity, group }
    const done = await run<SessionView>({ method: 'POST', path: '/sessions', body })
    if (!done) return
    forget()
    await navigate(`/files/${done.answer.id}/compare`)
  }
  return { begin, busy, refusal, group }
}

/** The first pane: who is it? By scan, number, booking, or a file that was begun before. */
export function FindScreen() {
  const say = useSay()
  const { begin, busy, refusal, group } = useBegin()
  const day = useAnswer<DayView>('/day', { on: ['day', 'sync'] })
  const [search, setSearch] = useState(remembered().search)
  const [birthDate, setBirthDate] = useState(remembered().birthDate)
  const [fault, setFault] = useState<'number' | 'birthDate' | null>(null)
  const searchField = useFirstFocus()
  const birthField = useRef<HTMLInputElement>(null)
  useShortcut('/', words.search, () => searchField.current?.select())
  useEffect(() => remember({ search, birthDate }), [search, birthDate])
  useScanned((scanned) => void begin({ scanned }))

  async function beginTyped(): Promise<void> {
    const number = readNumber(search)
    const born = readBirthDate(birthDate)
    const lacks = search.trim() !== '' && !number ? 'number' : born ? null : 'birthDate'
    setFault(lacks)
    if (lacks === 'number') return searchField.current?.focus()
    if (!born) return birthField.current?.focus()
    await begin({ number, birthDate: born })
  }
  const beginBooked = ({ id }: AppointmentView) => void begin({ appointment: id })
  const text = search.trim()
  return (
    <Screen title={words.title} lead={words.lead}>
      <div className="find">
        <section className="panel find-begin">
          {group !== null && <Notice tone="plain" title={say(words.household)} />}
          <RefusalNotice refusal={refusal} />
          <div className="find-form">
            <TextInput
              ref={searchField}
              size="lg"
              label={say(words.number)}
              description={say(words.numberHelp)}
              placeholder={say(words.searchHint)}
              value={search}
              onChange={({ currentTarget }) => setSearch(currentTarget.value)}
              onKeyDown={({ key, ctrlKey }) => key === 'Enter' && !ctrlKey && birthField.current?.focus()}
              autoComplete="off"
              spellCheck={false}
              maxLength={1000}
              error={fault === 'number' && say(words.illegalNumber)}
              rightSection={<KeyHint keys="/" />}
            />
            <TextInput
              ref={birthField}
              size="lg"
              label={say(words.birthDate)}
              description={say(words.birthDateHelp)}
              value={birthDate}
              onChange={({ currentTarget }) => setBirthDate(currentTarget.value)}
              onKeyDown={({ key, ctrlKey }) => key === 'Enter' && !ctrlKey && void beginTyped()}
              inputMode="numeric"
              autoComplete="off"
              maxLength={1000}
              error={fault === 'birthDate' && say(words.needBirthDate)}
            />
          </div>
          <div className="pane-bar">
            <OnwardButton label={words.begin} run={beginTyped} busy={busy} />
          </div>
        </section>
        {text !== '' && !looksLikeNumber(text) && <JournalMatches query={text} />}
        <OpenFiles filter={text} />
        <Bookings day={day.data} filter={text} onBegin={beginBooked} busy={busy} />
      </div>
    </Screen>
  )
}

/** The household or group that the next file belongs to, as another file's last pane asked for. */
function useGroup(): string | null {
  const { state } = useLocation()
  return typeof state?.group === 'string' ? state.group : null
}

/** A text that a reader sent on another screen comes beside the address; it is taken once. */
function useScanned(onScan: (text: string) => void): void {
  const { state } = useLocation()
  const navigate = useNavigate()
  const scanned = typeof state?.scanned === 'string' ? state.scanned : null
  const taken = useRef<string | null>(null)
  useEffect(() => {
    if (scanned === null || taken.current === scanned) return
    taken.current = scanned
    void navigate('/', { replace: true, state: null })
    onScan(scanned)
  })
  useEffect(() => {
    if (scanned === null) taken.current = null
  }, [scanned])
}
