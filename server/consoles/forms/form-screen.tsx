import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import type { FormEvent } from '../../../core/forms/collection.ts'
import { Notice } from '../../../ui/notice.tsx'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Screen } from '../frame/screen.tsx'
import {
  CollectFormsDocument,
  FormDocument,
  type FormRowFragment,
  LoadFormDocument,
} from '../generated/forms.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { useSay } from '../../../ui/language.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useMay } from '../session/session.tsx'
import { ArchiveDialog, SendBackDialog, VoidDialog } from './form-dialogs.tsx'
import { eventActions, isFormEvent, isSignedStep, screenOf } from './form-steps.ts'
import { FormsNav } from './forms-nav.tsx'
import { eventNames, nameIn, sendBackNames, stateNames } from './words.ts'

const words = {
  title: { vi: 'Phiếu', en: 'Form' },
  state: { vi: 'Trạng thái', en: 'State' },
  kind: { vi: 'Mẫu', en: 'Kind' },
  unit: { vi: 'Đơn vị', en: 'Unit' },
  score: { vi: 'Điểm đầy đủ', en: 'Completeness score' },
  place: { vi: 'Nơi lưu', en: 'Shelf and box' },
  sentBackFor: { vi: 'Trả lại vì', en: 'Sent back for' },
  replacedBy: { vi: 'Thay bằng phiếu', en: 'Replaced by' },
  next: { vi: 'Bước tiếp theo', en: 'Next step' },
  nothing: {
    vi: 'Phiếu ở trạng thái này không có bước nào dành cho vai trò của bạn.',
    en: 'In this state there is no step for your role.',
  },
  done: { vi: 'Đã thực hiện', en: 'Done' },
  waits: {
    vi: 'phiếu khác với dữ liệu đã có, chờ giải quyết sai lệch',
    en: 'the form contradicts the register and waits for its conflict case',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

function Facts({ form }: { readonly form: FormRowFragment }) {
  const say = useSay()
  const facts: readonly (readonly [Bilingual, string | null])[] = [
    [words.kind, form.kind],
    [words.unit, form.unitName],
    [words.score, form.score === null ? null : `${form.score}/100`],
    [words.place, form.archivePlace],
    [words.sentBackFor, form.sentBackFor && say(nameIn(sendBackNames, form.sentBackFor))],
    [words.replacedBy, form.replacedBy],
  ]
  return (
    <dl className="facts">
      {facts.map(([label, value]) =>
        value === null ? null : (
          <div key={label.en}>
            <dt>{say(label)}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  )
}

interface StepsProps {
  readonly form: FormRowFragment
  readonly onMoved: (done: Bilingual) => void
  readonly onReload: () => void
}

const keysOf: Partial<Record<FormEvent, string>> = { sendBack: 't', void: 'h' }

/** The lifecycle's next events, as buttons of those that the officer may take. */
function Steps({ form, onMoved, onReload }: StepsProps) {
  const say = useSay()
  const may = useMay()
  const navigate = useNavigate()
  const [asking, setAsking] = useState<'scan' | 'sendBack' | 'void' | null>(null)
  const collect = useAct(CollectFormsDocument)
  const load = useAct(LoadFormDocument)
  const { serial, state } = form
  const events = form.possibleEvents.filter(isFormEvent).filter((event) => may(eventActions[event]))
  async function take(event: FormEvent): Promise<void> {
    if (event === 'sendBack' || event === 'void' || event === 'scan') setAsking(event)
    else if (event === 'enter') await navigate(`/key-entry/${serial}`)
    else if (isSignedStep(event)) {
      if (await collect.act({ serials: [serial], step: event, archivePlace: null }))
        onMoved(eventNames[event])
    } else if (event === 'load') {
      const loaded = await load.act({ serial })
      if (loaded) onMoved(loaded.outcome === 'WAITING' ? words.waits : eventNames.load)
    } else await navigate(screenOf(event, state))
  }
  const close = () => setAsking(null)
  const finish = (event: FormEvent) => {
    close()
    onMoved(eventNames[event])
  }
  return (
    <section className="panel" aria-label={say(words.next)}>
      <h2>{say(words.next)}</h2>
      <RefusalNotice
        refusal={collect.refusal ?? load.refusal}
        trouble={collect.trouble ?? load.trouble}
        onReload={onReload}
      />
      {events.length === 0 ? (
        <p className="soft">{say(words.nothing)}</p>
      ) : (
        <div className="row">
          {events.map((event, i) => (
            <ActionButton
              key={event}
              label={eventNames[event]}
              keys={keysOf[event] ?? (i === 0 ? 'Ctrl+Enter' : 'm')}
              variant={i === 0 && !keysOf[event] ? 'filled' : 'default'}
              loading={collect.busy || load.busy}
              onClick={() => void take(event)}
            />
          ))}
        </div>
      )}
      <ArchiveDialog
        serial={serial}
        opened={asking === 'scan'}
        onClose={close}
        onDone={() => finish('scan')}
      />
      <SendBackDialog
        serial={serial}
        opened={asking === 'sendBack'}
        onClose={close}
        onDone={() => finish('sendBack')}
      />
      <VoidDialog serial={serial} opened={asking === 'void'} onClose={close} onDone={() => finish('void')} />
    </section>
  )
}

/** One form: where it stands, and what may be done with it now. */
export function FormScreen() {
  const say = useSay()
  const { serial = '' } = useParams()
  const { data, trouble, again } = useAsk(FormDocument, { serial })
  const [done, setDone] = useState<Bilingual | null>(null)
  const answer = data?.form
  const onMoved = (what: Bilingual) => {
    setDone(what)
    again()
  }
  return (
    <Screen title={{ vi: `${words.title.vi} ${serial}`, en: `${words.title.en} ${serial}` }}>
      <FormsNav />
      <TroubleNotice trouble={trouble} onAgain={again} />
      {answer?.__typename === 'DomainRefusal' && <RefusalNotice refusal={answer} />}
      {done && <Notice tone="good" title={`${say(words.done)}: ${say(done)}`} spoken />}
      {answer?.__typename === 'Form' && (
        <>
          <div className="panel">
            <p>
              {say(words.state)}:{' '}
              <strong className={`badge ${answer.state === 'LOADED' ? 'badge-good' : ''}`}>
                {say(stateNames[answer.state])}
              </strong>
            </p>
            <Facts form={answer} />
          </div>
          <Steps form={answer} onMoved={onMoved} onReload={again} />
        </>
      )}
    </Screen>
  )
}
