import { NativeSelect } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { useNavigate } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { type FormKind, formKinds } from '../../../core/forms/definition.ts'
import { today } from '../clock.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Screen } from '../frame/screen.tsx'
import { FormsToReviewDocument, PlanReviewDocument } from '../generated/plan-review.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { useSay } from '../../../ui/language.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { type PickedUnit, UnitPicker } from '../parts/unit-picker.tsx'
import { useUnitsFor } from '../session/session.tsx'
import { DesignFields } from './plan-fields.tsx'
import { collectedForms, firstDraft, planOf } from './plan-state.ts'
import './reviews.css'
import { TeamFields } from './team-fields.tsx'
import { kindOf } from './words.ts'

const words = {
  title: { vi: 'Lập kế hoạch phúc tra', en: 'Plan a review' },
  lead: {
    vi: 'Mẫu được rút ngẫu nhiên khi bắt đầu; kế hoạch sửa được đến lúc đó.',
    en: 'The sample is drawn at the start; until then the plan can be changed.',
  },
  unit: { vi: 'Địa bàn', en: 'Locality' },
  kind: { vi: 'Loại phiếu', en: 'Form' },
  save: { vi: 'Lưu kế hoạch', en: 'Save the plan' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** How many forms of the locality a sample would be drawn from, as the tally has it; null until it is known. */
function usePopulation(unitCode: string | null, kind: FormKind): number | null {
  const { data } = useAsk(
    FormsToReviewDocument,
    { unitCode: unitCode ?? '', kind },
    { pause: unitCode === null },
  )
  if (unitCode === null || data?.formProgress.__typename !== 'FormRollUp') return null
  const { counts, reported } = data.formProgress.whole
  return collectedForms(counts, reported)
}

/** A new review of a locality. */
export function PlanScreen() {
  const say = useSay()
  const navigate = useNavigate()
  const own = useUnitsFor('review.plan')[0]
  const [unit, setUnit] = useState<PickedUnit | null>(own ? { code: own.code, path: own.name } : null)
  const [kind, setKind] = useState<FormKind>('DC01')
  const [draft, setDraft] = useState(() => firstDraft(today()))
  const population = usePopulation(unit?.code ?? null, kind)
  const { act, busy, refusal, trouble } = useAct(PlanReviewDocument)
  const plan = planOf(draft)
  async function save(): Promise<void> {
    if (!unit || !plan) return
    const { team } = plan
    const planned = await act({
      unitCode: unit.code,
      formKind: kind,
      ...plan,
      team: { ...team, round1: [...team.round1], round2: [...team.round2] },
    })
    if (planned) await navigate(`/reviews/${planned.id}`)
  }
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    void save()
  }
  const pick = (picked: PickedUnit | null) => {
    setUnit(picked)
    setDraft({ ...draft, round1: [], round2: [] })
  }
  return (
    <Screen title={words.title} lead={words.lead}>
      <form className="panel" onSubmit={submit}>
        <div className="row">
          <div className="grow">
            <UnitPicker label={words.unit} value={unit} onPick={pick} required />
          </div>
          <NativeSelect
            label={say(words.kind)}
            value={kind}
            onChange={({ currentTarget }) => setKind(kindOf(currentTarget.value))}
            data={[...formKinds]}
          />
        </div>
        <DesignFields
          design={draft.design}
          onDesign={(design) => setDraft({ ...draft, design })}
          population={population}
        />
        <TeamFields unitCode={unit?.code ?? null} draft={draft} onDraft={setDraft} />
        <RefusalNotice refusal={refusal} trouble={trouble} />
        <ActionButton
          type="submit"
          label={words.save}
          keys="Ctrl+Enter"
          loading={busy}
          disabled={!unit || !plan}
          w="fit-content"
        />
      </form>
    </Screen>
  )
}
