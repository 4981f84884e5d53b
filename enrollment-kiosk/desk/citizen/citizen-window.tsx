import { useEffect, useState } from 'react'
import { formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useSession } from '../api/use-session.ts'
import { LanguageSwitch } from '../frame/language-switch.tsx'
import { RefusalNotice } from '../frame/refusal-notice.tsx'
import { CardStage } from './card-stage.tsx'
import './citizen.css'
import { citizenStage } from './citizen-view.ts'
import { hearFile } from './followed-file.ts'
import { LettersStage } from './letters-stage.tsx'
import { ConsentStage, SignStage } from './sign-stages.tsx'
import type { StageProps } from './stage.ts'
import { words } from './words.ts'

/** The second screen: it follows the file that the officer has open, and shows of it what is the citizen's to see. */
export function CitizenWindow() {
  const say = useSay()
  const [file, setFile] = useState<string | null>(null)
  useEffect(() => hearFile(setFile), [])
  const title = say(words.title)
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <main className="citizen">
      <div className="citizen-head">
        <LanguageSwitch />
      </div>
      {file === null ? <Waiting /> : <Followed key={file} id={file} />}
    </main>
  )
}

function Waiting() {
  const say = useSay()
  return (
    <div className="citizen-wait">
      <h1>{say(words.welcome)}</h1>
      <p>{say(words.wait)}</p>
    </div>
  )
}

function Followed({ id }: { readonly id: string }) {
  const line = useSession(id)
  const { session } = line
  const stage = citizenStage(session)
  if (!session || stage === 'WAIT') return <Waiting />
  return (
    <>
      <RefusalNotice refusal={line.refusal} />
      {stage === 'LETTERS' && <LettersStage session={session} line={line} />}
      {stage === 'CONSENT' && <ConsentStage session={session} line={line} />}
      {stage === 'CARD' && <CardStage session={session} line={line} />}
      {stage === 'SIGN' && <SignStage session={session} line={line} />}
      {stage === 'DONE' && <Done session={session} />}
    </>
  )
}

function Done({ session: { promised } }: Pick<StageProps, 'session'>) {
  const say = useSay()
  return (
    <div className="citizen-wait">
      <h1>{say(words.thanks)}</h1>
      <p>{say(words.thanksHelp)}</p>
      {promised && (
        <p className="citizen-date">
          {say(words.promised)}: <strong>{formatDate(promised.on)}</strong>
        </p>
      )}
    </div>
  )
}
