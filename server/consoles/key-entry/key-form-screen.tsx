import { Button } from '@mantine/core'
import { useRef, useState } from 'react'
import { useBlocker, useLocation, useNavigate, useParams } from 'react-router'
import { useClient } from 'urql'
import type { Bilingual } from '../../../core/errors.ts'
import { doubleKeyedFields } from '../../../core/forms/collection.ts'
import { formDefinitionOf } from '../../../core/forms/versions.ts'
import { Screen } from '../frame/screen.tsx'
import { FormsToKeyDocument, KeyFormDocument, type ToKeyFragment } from '../generated/key-entry.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { useSay } from '../../../ui/language.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import type { EntryAnswers } from './entry-answers.ts'
import { EntryForm } from './entry-form.tsx'
import { type Keyed, KeyedNotice, keyedIn } from './keyed-notice.tsx'
import './key-entry.css'

const words = {
  title: { vi: 'Nhập phiếu', en: 'Key form' },
  first: { vi: 'Lần nhập thứ nhất: cả phiếu.', en: 'First key: the whole form.' },
  second: {
    vi: 'Lần nhập thứ hai: chỉ các mục đối chiếu. Bạn không thấy nội dung người trước đã nhập.',
    en: 'Second key: only the items to compare. You do not see what was keyed before.',
  },
  third: {
    vi: 'Lần nhập thứ ba: hai lần trước khác nhau, nội dung bạn nhập là quyết định.',
    en: 'Third key: the first two differ, yours decides.',
  },
  gone: {
    vi: 'Phiếu này không chờ bạn nhập: đã nhập đủ, chưa quét, thuộc đơn vị khác, hoặc chính bạn đã nhập một lần.',
    en: 'This form does not wait for your key: done, not scanned, another unit’s, or keyed by you before.',
  },
  leave: { vi: 'Bỏ nội dung đang nhập?', en: 'Leave what you have keyed?' },
  leaveHelp: {
    vi: 'Phiếu chưa được gửi. Rời trang thì nội dung đang nhập mất.',
    en: 'The form was not sent. Leaving forgets what was keyed.',
  },
  stay: { vi: 'Ở lại', en: 'Stay' },
  go: { vi: 'Rời trang', en: 'Leave' },
} as const satisfies Readonly<Record<string, Bilingual>>

const leads = [words.first, words.second, words.third]

/** Asks before typed answers are thrown away; sending them is no throwing away. */
function LeaveGuard({ when }: { readonly when: () => boolean }) {
  const say = useSay()
  const blocker = useBlocker(when)
  return (
    <Dialog opened={blocker.state === 'blocked'} title={say(words.leave)} onClose={() => blocker.reset?.()}>
      <p className="modal-lead">{say(words.leaveHelp)}</p>
      <div className="row">
        <Button data-autofocus onClick={() => blocker.reset?.()}>
          {say(words.stay)}
        </Button>
        <Button variant="default" onClick={() => blocker.proceed?.()}>
          {say(words.go)}
        </Button>
      </div>
    </Dialog>
  )
}

function KeyOne({ form }: { readonly form: ToKeyFragment }) {
  const navigate = useNavigate()
  const client = useClient()
  const dirty = useRef(false)
  const { act, busy, refusal, trouble } = useAct(KeyFormDocument)
  const definition = formDefinitionOf(form.definition)
  const compared = new Set<string>(doubleKeyedFields)
  const fields = form.keyed === 0 ? definition.fields : definition.fields.filter(({ id }) => compared.has(id))
  const scan = form.currentScan?.straight ? form.currentScan.id : null
  async function openNext(keyed: Keyed): Promise<void> {
    const question = client.query(
      FormsToKeyDocument,
      { first: 1, serial: null },
      { requestPolicy: 'network-only' },
    )
    const { data } = await question.toPromise()
    const next = data?.formsToKey[0]
    await navigate(next ? `/key-entry/${next.serial}` : '/key-entry', { state: keyed })
  }
  async function submit(answers: EntryAnswers): Promise<void> {
    const keyed = await act({ serial: form.serial, answers: JSON.stringify(answers) })
    if (!keyed) return
    dirty.current = false
    await openNext({ serial: form.serial, next: keyed.next })
  }
  return (
    <>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <EntryForm
        definition={definition}
        fields={fields}
        cropOf={(field) => scan && `/form-scans/${scan}/crops/${field}.png`}
        busy={busy}
        onDirty={() => {
          dirty.current = true
        }}
        onSubmit={(answers) => void submit(answers)}
      />
      <LeaveGuard when={() => dirty.current} />
    </>
  )
}

function KeySerial({ serial }: { readonly serial: string }) {
  const keyed = keyedIn(useLocation().state)
  // Asked once: what others key meanwhile must not clear what is being typed.
  const [asked] = useState({ first: 1, serial })
  const { data, busy, trouble, again } = useAsk(FormsToKeyDocument, asked, { policy: 'network-only' })
  const form = data?.formsToKey[0]
  const title = { vi: `${words.title.vi} ${serial}`, en: `${words.title.en} ${serial}` }
  return (
    <Screen title={title} {...(form && { lead: leads[form.keyed] ?? words.third })}>
      {keyed && <KeyedNotice keyed={keyed} />}
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && !form && !busy && <RefusalNotice refusal={{ text: words.gone }} />}
      {form && <KeyOne form={form} />}
    </Screen>
  )
}

/** One form, keyed from its scan or its paper, and on to the next. */
export function KeyFormScreen() {
  const { serial = '' } = useParams()
  return <KeySerial key={serial} serial={serial} />
}
