import { useEffect, useRef, useState } from 'react'
import { ApplyView } from './apply-view.tsx'
import { AskedView } from './asked-view.tsx'
import { Failure, Select } from './controls.tsx'
import { FilesView } from './files-view.tsx'
import { GrievancesView } from './grievances-view.tsx'
import { people, type Person } from './questions.ts'
import { useAnswer } from './use-said.ts'
import type { Part } from './words.ts'

const parts = {
  '#ho-so': { label: 'filesTab', View: FilesView },
  '#nop-ho-so': { label: 'applyTab', View: ApplyView },
  '#phan-anh': { label: 'grievancesTab', View: GrievancesView },
  '#ai-da-tra-cuu': { label: 'askedTab', View: AskedView },
} as const
type Place = keyof typeof parts
const places = Object.keys(parts) as Place[]

const placeNow = (): Place => places.find((place) => place === window.location.hash) ?? '#ho-so'

/** The part that the address names, so that the browser's way back works; its heading takes the focus when it changes. */
function usePlace(): Place {
  const [place, setPlace] = useState(placeNow)
  useEffect(() => {
    const follow = () => setPlace(placeNow())
    window.addEventListener('hashchange', follow)
    return () => window.removeEventListener('hashchange', follow)
  }, [])
  return place
}

function WhomFor(
  props: Part & {
    readonly known: readonly Person[]
    readonly residentId: string
    readonly onChange: (residentId: string) => void
  },
) {
  const { words, known, residentId, onChange } = props
  const [self] = known
  if (known.length < 2) return <p className="whom">{self?.name}</p>
  const choices = known.map((one) => ({ value: one.residentId, label: `${one.name} (${words[one.as]})` }))
  return <Select label={words.actFor} value={residentId} choices={choices} onChange={onChange} />
}

/** Everything of the citizen and of whom they represent, one part at a time. */
export function Home(props: Part) {
  const { words, language } = props
  const { answer, failure, again } = useAnswer(people, {}, props.onSignedOut)
  const [chosen, setChosen] = useState<string | null>(null)
  const place = usePlace()
  const body = useRef<HTMLDivElement>(null)
  const shown = useRef(place)
  useEffect(() => {
    if (shown.current !== place) body.current?.querySelector<HTMLElement>('h2')?.focus()
    shown.current = place
  }, [place])
  const residentId = chosen ?? answer?.[0]?.residentId
  const { View } = parts[place]
  return (
    <>
      <Failure failure={failure} language={language} onRetry={again} />
      {answer && residentId && (
        <>
          <WhomFor {...props} known={answer} residentId={residentId} onChange={setChosen} />
          <nav className="parts" aria-label={words.sections}>
            {places.map((one) => (
              <a key={one} href={one} aria-current={one === place ? 'page' : undefined}>
                {words[parts[one].label]}
              </a>
            ))}
          </nav>
          <div ref={body}>
            <View key={`${place} ${residentId}`} {...props} residentId={residentId} />
          </div>
        </>
      )}
    </>
  )
}
