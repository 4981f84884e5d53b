import { MultiSelect, TextInput } from '@mantine/core'
import type { Bilingual } from '../../../core/errors.ts'
import { ReviewersDocument } from '../generated/plan-review.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { useSay } from '../../../ui/language.tsx'
import { DateInput } from '../../../ui/date-input.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useUnitNames } from '../parts/unit-names.ts'
import type { PlanDraft } from './plan-state.ts'

const words = {
  team: { vi: 'Đoàn phúc tra và thời gian', en: 'Team and days' },
  name: { vi: 'Tên đoàn', en: 'Name of the team' },
  round1: { vi: 'Kiểm tra lần 1', en: 'First check' },
  round2: { vi: 'Phúc tra lại', en: 'Second check' },
  choose: { vi: 'Gõ tên cán bộ', en: 'Type an officer’s name' },
  nobody: { vi: 'Không có cán bộ phúc tra nào như vậy', en: 'No such reviewer' },
  from: { vi: 'Từ ngày', en: 'From' },
  to: { vi: 'Đến ngày', en: 'To' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface TeamFieldsProps {
  readonly unitCode: string | null
  readonly draft: PlanDraft
  readonly onDraft: (draft: PlanDraft) => void
}

/** Who checks, who checks the check, and when. Nobody can be put into both rounds. */
export function TeamFields({ unitCode, draft, onDraft }: TeamFieldsProps) {
  const say = useSay()
  const { data, trouble, again } = useAsk(
    ReviewersDocument,
    { unitCode: unitCode ?? '' },
    { pause: unitCode === null },
  )
  const answer = data?.reviewers
  const reviewers = answer?.__typename === 'Reviewers' ? answer.reviewers : []
  const nameOf = useUnitNames(reviewers.map((one) => one.unitCode))
  const optionsWithout = (others: readonly string[]) =>
    reviewers
      .filter(({ officerId }) => !others.includes(officerId))
      .map((one) => ({ value: one.officerId, label: `${one.name} · ${nameOf(one.unitCode)}` }))
  const round = (name: 'round1' | 'round2', others: readonly string[]) => (
    <MultiSelect
      label={say(words[name])}
      placeholder={draft[name].length === 0 ? say(words.choose) : ''}
      nothingFoundMessage={say(words.nobody)}
      searchable
      hidePickedOptions
      disabled={unitCode === null}
      data={optionsWithout(others)}
      value={[...draft[name]]}
      onChange={(officers) => onDraft({ ...draft, [name]: officers })}
    />
  )
  return (
    <fieldset className="plain-fieldset">
      <legend>{say(words.team)}</legend>
      <TroubleNotice trouble={trouble} onAgain={again} />
      {answer?.__typename === 'DomainRefusal' && <RefusalNotice refusal={answer} />}
      <div className="row">
        <TextInput
          className="grow"
          label={say(words.name)}
          value={draft.teamName}
          onChange={({ currentTarget }) => onDraft({ ...draft, teamName: currentTarget.value })}
          maxLength={100}
          autoComplete="off"
        />
        <DateInput label={words.from} value={draft.from} onDate={(from) => onDraft({ ...draft, from })} />
        <DateInput label={words.to} value={draft.to} onDate={(to) => onDraft({ ...draft, to })} />
      </div>
      {round('round1', draft.round2)}
      {draft.design.recheckShare > 0 && round('round2', draft.round1)}
    </fieldset>
  )
}
