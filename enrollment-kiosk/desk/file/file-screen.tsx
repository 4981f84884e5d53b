import { Button } from '@mantine/core'
import { lazy, Suspense, useEffect, type ComponentType } from 'react'
import { useLocation, useParams } from 'react-router'
import type { SessionView } from '../../../core/contracts/desk/session.ts'
import { useFirstFocus } from '../../../ui/first-focus.ts'
import { formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { useSession } from '../api/use-session.ts'
import { followFile } from '../citizen/followed-file.ts'
import { RefusalNotice } from '../frame/refusal-notice.tsx'
import { SeatGate } from '../frame/screen-gate.tsx'
import { words as frameWords } from '../frame/words.ts'
import './file.css'
import { FileBar } from './file-bar.tsx'
import type { PaneProps } from './pane.tsx'
import { PaneSteps } from './pane-steps.tsx'
import { isPaneId, type PaneId, paneOf } from './panes.ts'
import { mayShow, usualPane, useWay } from './use-way.ts'
import { words } from './words.ts'

/** Each pane is loaded when it is first shown; `find` is the screen of its own before there is a file. */
const panes: Readonly<Record<PaneId, ComponentType<PaneProps>>> = {
  find: lazy(async () => ({ default: (await import('./find/find-again-pane.tsx')).FindAgainPane })),
  compare: lazy(async () => ({ default: (await import('./compare/compare-pane.tsx')).ComparePane })),
  details: lazy(async () => ({ default: (await import('./details/details-pane.tsx')).DetailsPane })),
  biometrics: lazy(async () => ({
    default: (await import('../biometrics/biometrics-pane.tsx')).BiometricsPane,
  })),
  review: lazy(async () => ({ default: (await import('./review/review-pane.tsx')).ReviewPane })),
}

export function FileScreen() {
  return (
    <SeatGate title={words.title} roles={['operator']}>
      <OpenFile />
    </SeatGate>
  )
}

function OpenFile() {
  const say = useSay()
  const { id = '', pane: asked } = useParams()
  const { state } = useLocation()
  const line = useSession(id)
  const goTo = useWay(id, line)
  useEffect(() => followFile(id), [id])
  const { session, refusal } = line
  if (!session) {
    return refusal ? <RefusalNotice refusal={refusal} /> : <p className="soft">{say(frameWords.loading)}</p>
  }
  if (session.state === 'PARKED')
    return <Parked onResume={() => void line.act('/events', { event: 'resume' })} />
  const shown =
    isPaneId(asked) && (asked === paneOf(session.state) || mayShow(line, asked)) ? asked : usualPane(line)
  const Pane = panes[shown]
  const place = typeof state?.place === 'string' ? state.place : null
  return (
    <div className="file">
      <div className="file-head">
        <h1 className="file-title">
          <span className="file-name">{nameOf(session) ?? say(words.title)}</span>{' '}
          <span className="code">{session.id}</span>
        </h1>
        <PaneSteps line={line} shown={shown} goTo={(pane) => void goTo(pane)} />
        <FileBar session={session} line={line} />
      </div>
      <FileNotices session={session} />
      <Suspense fallback={<p className="soft">{say(frameWords.loading)}</p>}>
        <Pane key={`${session.id} ${shown}`} session={session} line={line} goTo={goTo} place={place} />
      </Suspense>
    </div>
  )
}

const nameOf = ({ details, comparison }: SessionView): string | null => {
  const name = comparison.find(({ field }) => field === 'name')
  return details?.person.name ?? name?.declared ?? name?.registry ?? name?.card ?? null
}

function Parked({ onResume }: { readonly onResume: () => void }) {
  const say = useSay()
  const button = useFirstFocus<HTMLButtonElement>()
  return (
    <Notice tone="plain" title={say(words.parked)}>
      <Button ref={button} onClick={onResume}>
        {say(words.resume)}
      </Button>
    </Notice>
  )
}

function FileNotices({ session }: { readonly session: SessionView }) {
  const say = useSay()
  const { returned, registryOutcome } = session
  return (
    <>
      {returned && (
        <Notice tone="attention" title={say(words.returned)}>
          {returned.reasons.map((reason) => (
            <p key={reason.en}>{say(reason)}</p>
          ))}
          <p>
            {returned.deadlineOn && `${say(words.returnedUntil)}: ${formatDate(returned.deadlineOn)}. `}
            {returned.phone && `${say(words.returnedPhone)}: ${returned.phone}.`}
          </p>
        </Notice>
      )}
      {registryOutcome === 'UNREACHABLE' && (
        <p className="file-note" role="note">
          {say(words.registryUnreachable)}
        </p>
      )}
    </>
  )
}
