import { NumberInput, SegmentedControl } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { Screen } from '../frame/screen.tsx'
import {
  type PolicyOfQualityFragment,
  QualityPolicyDocument,
  SetQualityPolicyDocument,
} from '../generated/quality-policy.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useMay } from '../session/session.tsx'
import './production.css'
import { ProductionNav } from './production-nav.tsx'

const words = {
  title: { vi: 'Quy định kiểm tra chất lượng', en: 'Quality control: what is looked at' },
  lead: {
    vi: 'Có hiệu lực ngay với mọi thẻ chưa kiểm tra. Quy định cũ được lưu, ghi rõ người đổi.',
    en: 'Holds at once for every card that was not looked at. Former rules stay on record, with who changed them.',
  },
  how: { vi: 'Kiểm tra', en: 'What is looked at' },
  full: { vi: 'Mọi thẻ', en: 'Every card' },
  sample: { vi: 'Lấy mẫu', en: 'A sample' },
  everyNth: { vi: 'Lấy mẫu: 1 thẻ trong', en: 'Sample: one card in' },
  firstOfBatch: { vi: 'Kiểm tra hết những thẻ đầu của mỗi lô', en: 'All of the first cards of a batch' },
  afterFault: {
    vi: 'Sau một lỗi: kiểm tra hết đến khi đạt liên tiếp',
    en: 'After a fault: all, until so many in a row are good',
  },
  rateWindow: { vi: 'Xét trạm theo số lần kiểm tra gần nhất', en: 'A station is judged by its last checks' },
  rateLeast: { vi: 'Chỉ xét khi đã có ít nhất', en: 'Once there are at least' },
  leastRate: { vi: 'Dừng trạm khi tỷ lệ đạt dưới (%)', en: 'It is stopped when fewer are good than (%)' },
  save: { vi: 'Áp dụng', en: 'Apply' },
  saved: { vi: 'Quy định mới đã có hiệu lực.', en: 'The new rules hold.' },
  readOnly: { vi: 'Trưởng xưởng đổi được quy định này.', en: 'The production supervisor may change it.' },
} as const satisfies Readonly<Record<string, Bilingual>>

type Field = Exclude<keyof PolicyOfQualityFragment, '__typename' | 'leastRate' | 'everyNth'>
const counts: readonly (readonly [field: Field, least: number])[] = [
  ['firstOfBatch', 1],
  ['afterFault', 1],
  ['rateWindow', 5],
  ['rateLeast', 3],
]
const most = 1000
/** What a sample begins with where all were looked at before. */
const usualSample = 20

interface PolicyFormProps {
  readonly policy: PolicyOfQualityFragment
  readonly onSaved: () => void
}

interface CardCountProps {
  readonly label: Bilingual
  readonly value: number
  readonly least: number
  readonly readOnly: boolean
  readonly onCount: (count: number) => void
  readonly most?: number
}

function CardCount({ label, value, least, readOnly, onCount, most: highest = most }: CardCountProps) {
  const say = useSay()
  return (
    <NumberInput
      label={say(label)}
      value={value}
      onChange={(typed) => onCount(typeof typed === 'number' ? typed : least)}
      min={least}
      max={highest}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="blur"
      hideControls
      readOnly={readOnly}
    />
  )
}

function PolicyForm({ policy, onSaved }: PolicyFormProps) {
  const say = useSay()
  const readOnly = !useMay()('batch.steer')
  const [rules, setRules] = useState(policy)
  const { act, busy, refusal, trouble } = useAct(SetQualityPolicyDocument)
  const change = (changes: Partial<PolicyOfQualityFragment>) =>
    setRules((before) => ({ ...before, ...changes }))
  const isSample = rules.everyNth > 1
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const { firstOfBatch, afterFault, everyNth, rateWindow, rateLeast, leastRate } = rules
    if (await act({ firstOfBatch, afterFault, everyNth, rateWindow, rateLeast, leastRate })) onSaved()
  }
  return (
    <form className="panel policy-form" onSubmit={(event) => void submit(event)}>
      <SegmentedControl
        aria-label={say(words.how)}
        value={isSample ? 'sample' : 'full'}
        onChange={(value) => change({ everyNth: value === 'full' ? 1 : usualSample })}
        data={[
          { value: 'sample', label: say(words.sample) },
          { value: 'full', label: say(words.full) },
        ]}
        color="green"
        disabled={readOnly}
      />
      <div className="policy-fields">
        {isSample && (
          <CardCount
            label={words.everyNth}
            value={rules.everyNth}
            least={2}
            readOnly={readOnly}
            onCount={(everyNth) => change({ everyNth })}
          />
        )}
        {counts.map(([field, least]) => (
          <CardCount
            key={field}
            label={words[field]}
            value={rules[field]}
            least={least}
            readOnly={readOnly}
            onCount={(count) => change({ [field]: count })}
          />
        ))}
        <CardCount
          label={words.leastRate}
          value={Math.round(rules.leastRate * 100)}
          least={0}
          most={100}
          readOnly={readOnly}
          onCount={(percent) => change({ leastRate: percent / 100 })}
        />
      </div>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      {readOnly ? (
        <p className="soft">{say(words.readOnly)}</p>
      ) : (
        <ActionButton label={words.save} keys="Ctrl+Enter" type="submit" loading={busy} />
      )}
    </form>
  )
}

/** Full or sample, and when a station is stopped. */
export function PolicyScreen() {
  const say = useSay()
  const [saved, setSaved] = useState(0)
  const { data, trouble, again } = useAsk(QualityPolicyDocument, {}, { policy: 'network-only' })
  return (
    <Screen title={words.title} lead={words.lead}>
      <ProductionNav />
      {saved > 0 && <Notice key={saved} tone="good" title={say(words.saved)} spoken />}
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && (
        <PolicyForm
          policy={data.qualityPolicy}
          onSaved={() => {
            setSaved((count) => count + 1)
            again()
          }}
        />
      )}
    </Screen>
  )
}
