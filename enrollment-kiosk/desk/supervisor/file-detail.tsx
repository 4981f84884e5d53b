import type { SessionView } from '../../../core/contracts/desk/session.ts'
import { formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { useAnswer } from '../api/use-answer.ts'
import { usePicture } from '../api/use-picture.ts'
import { CapturePicture } from '../biometrics/capture-picture.tsx'
import { RefusalNotice } from '../frame/refusal-notice.tsx'
import { ClaimTable } from './claim-table.tsx'
import { PaperList } from './paper-list.tsx'
import { PrintGrid } from './print-grid.tsx'
import { kindWords, words } from './words.ts'

/** Everything of one signed file that the second pair of eyes has to see. */
export function FileDetail({ id }: { readonly id: string }) {
  const { data: session, refusal } = useAnswer<SessionView>(`/sessions/${id}`, { on: ['session'] })
  if (!session) return <RefusalNotice refusal={refusal} />
  return (
    <section className="panel file-detail">
      <RefusalNotice refusal={refusal} />
      <Attention session={session} />
      <div className="file-detail-top">
        <Portrait session={session} />
        <Person session={session} />
      </div>
      <PrintGrid session={session} />
      <ClaimTable comparison={session.comparison} />
      <PaperList session={session} />
      <Signature session={session} />
    </section>
  )
}

function Attention({ session: { attention, sentBack } }: { readonly session: SessionView }) {
  const say = useSay()
  return (
    <>
      {attention.length > 0 ? (
        <Notice tone="attention" title={say(words.attention)}>
          <ul className="plain-list">
            {attention.map((one) => (
              <li key={one.en}>! {say(one)}</li>
            ))}
          </ul>
        </Notice>
      ) : (
        <p className="soft">✓ {say(words.nothing)}</p>
      )}
      {sentBack && (
        <Notice tone="plain" title={say(words.sentBackBefore)}>
          <p>
            {sentBack.reasons.map((reason) => say(reason)).join('; ')}
            {sentBack.note && ` · ${sentBack.note}`}
          </p>
        </Notice>
      )}
    </>
  )
}

function Portrait({ session: { id, portrait } }: { readonly session: SessionView }) {
  const picture = usePicture(
    portrait ? `/sessions/${id}/files/${portrait.file}?at=${portrait.capturedAt}` : null,
  )
  return (
    <CapturePicture
      className="file-portrait"
      picture={picture}
      label={words.portrait}
      empty={words.noPortrait}
    />
  )
}

function Person({ session }: { readonly session: SessionView }) {
  const say = useSay()
  const { details, id, registry, givenNumber } = session
  if (!details) return null
  const { person, kind } = details
  const facts = [
    { label: words.name, value: person.name },
    { label: words.birthDate, value: formatDate(person.birthDate) },
    { label: words.number, value: registry?.number ?? givenNumber ?? '–' },
    { label: words.residence, value: person.residence },
    { label: words.kind, value: kindWords[kind] ? say(kindWords[kind]) : kind },
  ]
  return (
    <div>
      <h2>{person.name}</h2>
      <p className="code">{id}</p>
      <dl className="facts">
        {facts.map(({ label, value }) => (
          <div key={label.en}>
            <dt>{say(label)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

function Signature({ session: { id, signature } }: { readonly session: SessionView }) {
  const say = useSay()
  const picture = usePicture(
    signature?.file ? `/sessions/${id}/files/${signature.file}?at=${signature.at}` : null,
  )
  if (!signature) return null
  return (
    <div>
      <h3>{say(words.signature)}</h3>
      {signature.refusal ? (
        <p>
          {say(words.noSignature)}: {signature.refusal}
        </p>
      ) : (
        <CapturePicture
          className="file-signature"
          picture={picture}
          label={words.signature}
          empty={words.noSignature}
        />
      )}
    </div>
  )
}
