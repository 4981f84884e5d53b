import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { RefuseFileDocument, ReturnFileDocument, SearchAnewDocument } from '../generated/application-file.ts'
import { ApproveFileDocument } from '../generated/approvals.ts'
import { useAct } from '../graphql/use-act.ts'
import { ReasonDialog } from '../parts/reason-dialog.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { useMay } from '../session/session.tsx'
import { OpenNextPaper } from './file-picture.tsx'
import type { File } from './file.ts'
import { flagRule, isDoubt, refuseReasons, returnReasons } from './words.ts'

const words = {
  title: { vi: 'Quyết định', en: 'Decision' },
  approve: { vi: 'Phê duyệt', en: 'Approve' },
  giveBack: { vi: 'Trả lại điểm thu nhận', en: 'Return to the desk' },
  refuse: { vi: 'Từ chối', en: 'Refuse' },
  anew: { vi: 'Tra cứu lại', en: 'Search anew' },
  sure: { vi: 'Phê duyệt hồ sơ có cảnh báo?', en: 'Approve a flagged file?' },
  seen: {
    vi: 'Tôi đã xem những điều sau và vẫn phê duyệt:',
    en: 'I have looked at these, and approve all the same:',
  },
  own: {
    vi: 'Bạn là người thu nhận hoặc trưởng điểm đã ký hồ sơ này. Người phê duyệt phải là một cán bộ khác.',
    en: 'You captured or countersigned this file. Somebody else approves it.',
  },
  onlyReturn: {
    vi: 'Trưởng điểm thu nhận được xem và trả lại hồ sơ; phê duyệt do lãnh đạo duyệt.',
    en: 'The station’s supervisor looks and returns; an approver decides.',
  },
  moved: { vi: 'Hồ sơ này không còn chờ phê duyệt.', en: 'This file does not wait for approval any more.' },
  approved: { vi: 'Đã phê duyệt', en: 'Approved' },
  returned: { vi: 'Đã trả lại điểm thu nhận', en: 'Returned to the desk' },
  refused: { vi: 'Đã từ chối', en: 'Refused' },
  searching: { vi: 'Đang tra cứu lại', en: 'Being searched anew' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface DecisionProps {
  readonly file: File
  readonly onDone: (what: Bilingual) => void
  readonly onReload: () => void
}

function useDecisions({ file: { id }, onDone }: DecisionProps) {
  const approve = useAct(ApproveFileDocument)
  const giveBack = useAct(ReturnFileDocument)
  const refuse = useAct(RefuseFileDocument)
  const anew = useAct(SearchAnewDocument)
  const tell = (what: Bilingual) => (done: unknown) => {
    if (done) onDone(what)
  }
  return {
    acts: { approve, giveBack, refuse, anew },
    approve: () => void approve.act({ id }).then(tell(words.approved)),
    anew: () => void anew.act({ id }).then(tell(words.searching)),
    giveBack: (reason: keyof typeof returnReasons) =>
      void giveBack.act({ id, reason }).then(tell(words.returned)),
    refuse: (reason: keyof typeof refuseReasons) => void refuse.act({ id, reason }).then(tell(words.refused)),
  }
}

type Asking = 'SURE' | 'RETURN' | 'REFUSE'

interface SureProps {
  readonly doubts: readonly string[]
  readonly act: ReturnType<typeof useDecisions>['acts']['approve']
  readonly onSure: () => void
  readonly onClose: () => void
}

/** A flagged file is approved with its doubts before the eyes. */
function SureDialog({ doubts, act, onSure, onClose }: SureProps) {
  const say = useSay()
  return (
    <Dialog opened onClose={onClose} title={say(words.sure)}>
      <div className="together">
        <p>{say(words.seen)}</p>
        <ul>
          {doubts.map((code) => (
            <li key={code}>{say(flagRule(code).name)}</li>
          ))}
        </ul>
        <RefusalNotice refusal={act.refusal} trouble={act.trouble} />
        <ActionButton
          label={words.approve}
          keys="Ctrl+Enter"
          loading={act.busy}
          onClick={onSure}
          data-autofocus
        />
      </div>
    </Dialog>
  )
}

/** What this officer may decide, and the reason where they may not. */
export function DecisionBar(props: DecisionProps) {
  const { file, onReload } = props
  const say = useSay()
  const may = useMay()
  const [asking, setAsking] = useState<Asking | null>(null)
  const done = (what: Bilingual) => {
    setAsking(null)
    props.onDone(what)
  }
  const { acts, ...decide } = useDecisions({ ...props, onDone: done })
  const can = (event: string) => file.possibleEvents.includes(event)
  const doubts = file.flags.filter(isDoubt)
  const approves = may('application.approve') && can('approve')
  const waits = file.state === 'AWAITING_APPROVAL'
  if (!waits) return <Notice tone="attention" title={say(words.moved)} />
  return (
    <section className="panel decision" aria-label={say(words.title)}>
      {!may('application.approve') && <p className="soft">{say(words.onlyReturn)}</p>}
      {approves && file.ownHand && <p>{say(words.own)}</p>}
      {asking === null && (
        <RefusalNotice
          refusal={acts.approve.refusal ?? acts.anew.refusal}
          trouble={acts.approve.trouble ?? acts.anew.trouble}
          onReload={onReload}
        />
      )}
      <div className="row">
        {approves && !file.ownHand && (
          <ActionButton
            label={words.approve}
            keys="Ctrl+Enter"
            loading={acts.approve.busy}
            onClick={doubts.length > 0 ? () => setAsking('SURE') : decide.approve}
          />
        )}
        {may('application.return') && can('returnToDesk') && (
          <ActionButton
            label={words.giveBack}
            keys="r"
            variant="default"
            onClick={() => setAsking('RETURN')}
          />
        )}
        {may('application.rescreen') && can('rescreen') && (
          <ActionButton
            label={words.anew}
            keys="t"
            variant="default"
            loading={acts.anew.busy}
            onClick={decide.anew}
          />
        )}
        {may('application.refuse') && can('refuse') && (
          <ActionButton label={words.refuse} keys="x" variant="default" onClick={() => setAsking('REFUSE')} />
        )}
        <OpenNextPaper />
      </div>
      {asking === 'SURE' && (
        <SureDialog
          doubts={doubts}
          act={acts.approve}
          onSure={decide.approve}
          onClose={() => setAsking(null)}
        />
      )}
      {asking === 'RETURN' && (
        <ReasonDialog
          title={words.giveBack}
          reasons={returnReasons}
          act={acts.giveBack}
          onReason={decide.giveBack}
          onClose={() => setAsking(null)}
        />
      )}
      {asking === 'REFUSE' && (
        <ReasonDialog
          title={words.refuse}
          reasons={refuseReasons}
          act={acts.refuse}
          onReason={decide.refuse}
          onClose={() => setAsking(null)}
        />
      )}
    </section>
  )
}
