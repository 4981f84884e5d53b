import { NumberInput, Textarea, TextInput } from '@mantine/core'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import { type CalendarDate, parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { today } from '../clock.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import type { AgencyRowFragment as Agency, AgencyTermsInput } from '../generated/agencies.ts'
import type { Refusal, Trouble } from '../graphql/trouble.ts'
import { useSay } from '../../../ui/language.tsx'
import { DateInput } from '../../../ui/date-input.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { type Grants, GrantsFields } from './grants-fields.tsx'
import './sharing.css'

const words = {
  name: { vi: 'Tên đơn vị', en: 'Name' },
  agreement: { vi: 'Số thỏa thuận', en: 'Number of the agreement' },
  perMinute: { vi: 'Lượt hỏi mỗi phút', en: 'Questions a minute' },
  perDay: { vi: 'Lượt hỏi mỗi ngày', en: 'Questions a day' },
  validFrom: { vi: 'Có hiệu lực từ ngày', en: 'Valid from' },
  validTo: { vi: 'Hết hiệu lực từ ngày (nếu có)', en: 'No longer from (if any)' },
  key: { vi: 'Khóa công khai của đơn vị', en: 'Public key' },
  keyHint: {
    vi: 'Dán khóa công khai dạng JWK, đường cong P-256. Đối chiếu dấu vân của khóa với đơn vị qua điện thoại.',
    en: 'Paste the public JWK, P-256. Compare its thumbprint with the agency on the telephone.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

const usualPerMinute = 60
const usualPerDay = 10_000

interface TermsFormProps {
  readonly label: Bilingual
  /** The terms that hold now. */
  readonly agency?: Agency
  readonly act: { readonly busy: boolean; readonly refusal: Refusal | null; readonly trouble: Trouble | null }
  readonly ready?: boolean
  readonly onTerms: (terms: AgencyTermsInput) => void
  /** What stands before the terms. */
  readonly children?: ReactNode
}

const grantsOf = (agency: Agency | undefined): Grants =>
  Object.fromEntries((agency?.grants ?? []).map(({ purpose, fields }) => [purpose, fields]))

/** What was agreed with an agency. */
export function TermsForm({ label, agency, act, ready = true, onTerms, children }: TermsFormProps) {
  const say = useSay()
  const [name, setName] = useState(agency?.name ?? '')
  const [agreement, setAgreement] = useState(agency?.agreement ?? '')
  const [perMinute, setPerMinute] = useState(agency?.perMinute ?? usualPerMinute)
  const [perDay, setPerDay] = useState(agency?.perDay ?? usualPerDay)
  const [validFrom, setValidFrom] = useState<CalendarDate | null>(() =>
    agency ? parseCalendarDate(agency.validFrom) : today(),
  )
  const [validTo, setValidTo] = useState<CalendarDate | null>(
    agency?.validTo ? parseCalendarDate(agency.validTo) : null,
  )
  const [publicKey, setPublicKey] = useState('')
  const [grants, setGrants] = useState<Grants>(() => grantsOf(agency))
  const whole = [name, agreement, publicKey].every((text) => text.trim() !== '') && validFrom !== null
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!whole || !ready) return
    const granted = Object.entries(grants).map(([purpose, fields]) => ({ purpose, fields }))
    onTerms({
      name: name.trim(),
      agreement: agreement.trim(),
      perMinute,
      perDay,
      validFrom,
      validTo,
      publicKey,
      grants: granted as AgencyTermsInput['grants'],
    })
  }
  return (
    <form className="panel" onSubmit={submit}>
      <div className="field-grid">
        {children}
        <TextInput
          label={say(words.name)}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          required
          autoComplete="off"
          maxLength={200}
        />
        <TextInput
          label={say(words.agreement)}
          value={agreement}
          onChange={({ currentTarget }) => setAgreement(currentTarget.value)}
          required
          autoComplete="off"
          maxLength={100}
        />
        <NumberInput
          label={say(words.perMinute)}
          value={perMinute}
          onChange={(value) => setPerMinute(Number(value))}
          min={1}
          thousandSeparator="."
          decimalSeparator=","
          allowDecimal={false}
          hideControls
        />
        <NumberInput
          label={say(words.perDay)}
          value={perDay}
          onChange={(value) => setPerDay(Number(value))}
          min={1}
          thousandSeparator="."
          decimalSeparator=","
          allowDecimal={false}
          hideControls
        />
        <DateInput label={words.validFrom} value={validFrom} onDate={setValidFrom} required w="100%" />
        <DateInput label={words.validTo} value={validTo} onDate={setValidTo} w="100%" />
      </div>
      <GrantsFields grants={grants} onChange={setGrants} />
      <Textarea
        label={say(words.key)}
        description={say(words.keyHint)}
        value={publicKey}
        onChange={({ currentTarget }) => setPublicKey(currentTarget.value)}
        required
        rows={3}
        spellCheck={false}
        maxLength={2000}
        classNames={{ input: 'code' }}
      />
      <RefusalNotice refusal={act.refusal} trouble={act.trouble} />
      <div className="row">
        <ActionButton
          label={label}
          type="submit"
          keys="Ctrl+Enter"
          loading={act.busy}
          disabled={!whole || !ready || Object.keys(grants).length === 0}
        />
      </div>
    </form>
  )
}
