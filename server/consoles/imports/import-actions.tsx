import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import {
  AcceptImportDocument,
  DiscardImportDocument,
  PrepareImportDocument,
  ResumeImportDocument,
} from '../generated/imports.ts'
import { useAct } from '../graphql/use-act.ts'
import { useSay } from '../../../ui/language.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { useMay } from '../session/session.tsx'
import type { Job } from './job.ts'

const words = {
  survey: { vi: 'Khảo sát tệp', en: 'Survey' },
  dryRun: { vi: 'Nạp thử', en: 'Try it' },
  accept: { vi: 'Duyệt và nạp', en: 'Accept and load' },
  resume: { vi: 'Nạp tiếp', en: 'Go on loading' },
  discard: { vi: 'Bỏ lần nạp này', en: 'Give it up' },
  waits: {
    vi: 'Chờ cán bộ khác có quyền duyệt xem kết quả nạp thử rồi duyệt.',
    en: 'Waits for another officer to accept it.',
  },
  sure: {
    vi: 'Lần nạp bị bỏ không dùng lại được; muốn nạp phải gửi lại tệp.',
    en: 'It cannot be taken back; the file would have to be sent again.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

interface ImportActionsProps {
  readonly job: Job
  /** Whether the file is being read just now. */
  readonly reading: boolean
  readonly onChange: () => void
  readonly onReading: () => void
}

function Discard({ job, onDone }: { readonly job: Job; readonly onDone: () => void }) {
  const say = useSay()
  const [asked, setAsked] = useState(false)
  const { act, busy, refusal, trouble } = useAct(DiscardImportDocument)
  const discard = async () => {
    if (!(await act({ id: job.id }))) return
    setAsked(false)
    onDone()
  }
  return (
    <>
      <ActionButton label={words.discard} variant="default" onClick={() => setAsked(true)} />
      <Dialog opened={asked} onClose={() => setAsked(false)} title={say(words.discard)}>
        <RefusalNotice refusal={refusal} trouble={trouble} />
        <p className="modal-lead">{say(words.sure)}</p>
        <ActionButton label={words.discard} color="red.9" loading={busy} onClick={() => void discard()} />
      </Dialog>
    </>
  )
}

/** What may be done next, by whom. */
export function ImportActions({ job, reading, onChange, onReading }: ImportActionsProps) {
  const say = useSay()
  const may = useMay()
  const prepare = useAct(PrepareImportDocument)
  const accept = useAct(AcceptImportDocument)
  const resume = useAct(ResumeImportDocument)
  const can = (event: string) => job.possibleEvents.includes(event) && !reading
  const prepares = may('import.prepare')
  const begin = async (work: 'survey' | 'dryRun') => {
    if (await prepare.act({ id: job.id, work })) onReading()
    onChange()
  }
  const { id } = job
  return (
    <>
      {[prepare, accept, resume].map(({ refusal, trouble }, i) => (
        <RefusalNotice key={i} refusal={refusal} trouble={trouble} onReload={onChange} />
      ))}
      {can('accept') && !may('import.accept') && <p className="soft">{say(words.waits)}</p>}
      <div className="row">
        {prepares && can('survey') && (
          <ActionButton
            label={words.survey}
            keys="F2"
            loading={prepare.busy}
            onClick={() => void begin('survey')}
          />
        )}
        {prepares && can('dryRun') && (
          <ActionButton
            label={words.dryRun}
            keys="F2"
            loading={prepare.busy}
            onClick={() => void begin('dryRun')}
          />
        )}
        {may('import.accept') && can('accept') && (
          <ActionButton
            label={words.accept}
            keys="F4"
            loading={accept.busy}
            onClick={() => void accept.act({ id }).then(onChange)}
          />
        )}
        {prepares && can('resume') && (
          <ActionButton
            label={words.resume}
            keys="F4"
            loading={resume.busy}
            onClick={() => void resume.act({ id }).then(onChange)}
          />
        )}
        {prepares && can('discard') && <Discard job={job} onDone={onChange} />}
      </div>
    </>
  )
}
