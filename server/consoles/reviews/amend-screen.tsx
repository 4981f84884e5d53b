import { useState, type SubmitEvent } from 'react'
import { useNavigate, useParams } from 'react-router'
import { parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Screen } from '../frame/screen.tsx'
import {
  AmendReviewDocument,
  AssignReviewTeamDocument,
  ReviewPlanDocument,
  type ReviewPlanQuery,
} from '../generated/plan-review.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { DesignFields } from './plan-fields.tsx'
import { type PlanDraft, planOf } from './plan-state.ts'
import './reviews.css'
import { TeamFields } from './team-fields.tsx'

type Plan = Extract<ReviewPlanQuery['review'], { __typename: 'Review' }>

const words = {
  amend: { vi: 'Sửa kế hoạch phúc tra', en: 'Change the plan' },
  assign: { vi: 'Đổi đoàn, đổi ngày', en: 'Another team, other days' },
  assignLead: {
    vi: 'Mẫu đã rút và giữ nguyên; chỉ đổi đoàn và thời gian.',
    en: 'The sample is drawn and stays: only team and days change.',
  },
  save: { vi: 'Lưu', en: 'Save' },
} as const satisfies Readonly<Record<string, Bilingual>>

const draftOf = (plan: Plan): PlanDraft => {
  const { confidence, margin, expectedErrors, threshold, recheckShare, byCollector } = plan
  const round = (wanted: number) =>
    plan.members.filter((member) => member.round === wanted).map(({ officerId }) => officerId)
  return {
    design: { confidence, margin, expectedErrors, threshold, recheckShare, byCollector },
    teamName: plan.teamName,
    round1: round(1),
    round2: round(2),
    from: parseCalendarDate(plan.scheduledFrom),
    to: parseCalendarDate(plan.scheduledTo),
  }
}

function AmendForm({ plan }: { readonly plan: Plan }) {
  const navigate = useNavigate()
  const [draft, setDraft] = useState(() => draftOf(plan))
  const amend = useAct(AmendReviewDocument)
  const assign = useAct(AssignReviewTeamDocument)
  const planned = plan.state === 'PLANNED'
  const { busy, refusal, trouble } = planned ? amend : assign
  const ready = planOf(draft)
  async function save(): Promise<void> {
    if (!ready) return
    const { design, schedule } = ready
    const team = { ...ready.team, round1: [...ready.team.round1], round2: [...ready.team.round2] }
    const { id } = plan
    const done = planned
      ? await amend.act({ id, design, team, schedule })
      : await assign.act({ id, team, schedule })
    if (done) await navigate(`/reviews/${id}`)
  }
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    void save()
  }
  return (
    <form className="panel" onSubmit={submit}>
      <h2>
        {plan.unitName ?? plan.unitCode} · {plan.formKind}
      </h2>
      {planned && (
        <DesignFields
          design={draft.design}
          onDesign={(design) => setDraft({ ...draft, design })}
          population={plan.population}
        />
      )}
      <TeamFields unitCode={plan.unitCode} draft={draft} onDraft={setDraft} />
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <ActionButton
        type="submit"
        label={words.save}
        keys="Ctrl+Enter"
        loading={busy}
        disabled={!ready}
        w="fit-content"
      />
    </form>
  )
}

/** A plan before its start; afterwards its team and days. */
export function AmendScreen() {
  const { id = '' } = useParams()
  const { data, trouble, again } = useAsk(ReviewPlanDocument, { id }, { policy: 'network-only' })
  const answer = data?.review
  const plan = answer?.__typename === 'Review' ? answer : null
  const drawn = plan !== null && plan.state !== 'PLANNED'
  return (
    <Screen title={drawn ? words.assign : words.amend} {...(drawn && { lead: words.assignLead })}>
      <TroubleNotice trouble={trouble} onAgain={again} />
      {answer?.__typename === 'DomainRefusal' && <RefusalNotice refusal={answer} />}
      {plan && <AmendForm plan={plan} />}
    </Screen>
  )
}
