import { Checkbox, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { memo } from 'react'
import { formerProvinces } from '../../../../core/citizen/provinces.ts'
import type { CalendarDate } from '../../../../core/dates/calendar-date.ts'
import type { DetailsField } from '../../../../core/enrollment/details-form.ts'
import { requestReasonsOn } from '../../../../core/enrollment/request-reasons.ts'
import { useSay } from '../../../../ui/language.tsx'
import type { Typed } from '../use-draft.ts'
import type { FieldFault } from './details-draft.ts'
import { UnitInput } from './unit-input.tsx'
import { words } from './words.ts'

interface FormFieldProps {
  readonly field: DetailsField
  readonly value: string
  /** What is asked for: decides which reasons there are. */
  readonly kind: string
  readonly on: CalendarDate
  /** Shown once the officer has tried to go on, or for what is typed and does not read. */
  readonly fault: FieldFault | null
  readonly onType: (changes: Typed) => void
}

export const fieldId = (path: string) => `field-${path.replaceAll('.', '-')}`

const units = new Set(['person.residenceUnit', 'delivery.unit'])
/** A reader may type a whole code into any field; what is too long for the field itself is said, not cut. */
const longestInput = 1000

const inputModes = { DATE: 'numeric', DIGITS: 'numeric', PHONE: 'tel', EMAIL: 'email' } as const

/** One field of the form, drawn as its definition says; drawn again only when something of itself has changed. */
export const FormField = memo(function FormField(props: FormFieldProps) {
  const say = useSay()
  const { field, value, fault, onType } = props
  const { path, input } = field
  const set = (text: string) => onType({ [path]: text })
  const common = {
    id: fieldId(path),
    label: say(field.label),
    error: fault !== null && say(fault === 'EMPTY' ? words.empty : words.unreadable),
    required: field.required === 'ALWAYS',
  }
  if (input === 'TICK') {
    return (
      <Checkbox
        id={common.id}
        size="md"
        className="form-tick"
        label={common.label}
        checked={value === 'yes'}
        onChange={({ currentTarget }) => set(currentTarget.checked ? 'yes' : '')}
      />
    )
  }
  if (input === 'CHOICE') return <Choice {...props} />
  if (input === 'REASON') return <Reason {...props} />
  if (units.has(path)) return <UnitInput {...common} value={value} onUnit={set} />
  if (path === 'person.birthProvince') {
    return (
      <Select
        {...common}
        data={formerProvinces.map(({ birthCode, name }) => ({
          value: birthCode,
          label: `${name} (${birthCode})`,
        }))}
        value={value || null}
        onChange={(code) => set(code ?? '')}
        searchable
      />
    )
  }
  return (
    <TextInput
      {...common}
      {...(field.help && { description: say(field.help) })}
      value={value}
      onChange={({ currentTarget }) => set(currentTarget.value)}
      onBlur={() => input === 'NAME' && value !== '' && set(value.toLocaleUpperCase('vi'))}
      {...(input in inputModes && { inputMode: inputModes[input as keyof typeof inputModes] })}
      autoComplete="off"
      spellCheck={false}
      maxLength={longestInput}
      className={input === 'PLACE' ? 'form-wide' : undefined}
    />
  )
})

function Choice({ field, value, fault, onType }: FormFieldProps) {
  const say = useSay()
  const label = `label-${fieldId(field.path)}`
  // Side by side, four kinds of application are wider than a telephone.
  const isNarrow = useMediaQuery('(max-width: 40em)')
  return (
    <div className="form-choice">
      <span id={label} className="form-label">
        {say(field.label)}
        {field.required !== 'NEVER' && <span aria-hidden="true"> *</span>}
      </span>
      <SegmentedControl
        id={fieldId(field.path)}
        size="md"
        orientation={isNarrow ? 'vertical' : 'horizontal'}
        aria-labelledby={label}
        value={value}
        onChange={(code) => onType({ [field.path]: code, ...(field.path === 'kind' && { reason: '' }) })}
        data={field.choices.map(({ code, label: name }) => ({ value: code, label: say(name) }))}
      />
      {fault && (
        <span className="form-error" role="alert">
          {say(fault === 'EMPTY' ? words.empty : words.unreadable)}
        </span>
      )}
    </div>
  )
}

/** The cases of the law of today for the chosen kind; each with its article. */
function Reason({ field, value, kind: asked, fault, on, onType }: FormFieldProps) {
  const say = useSay()
  const reasons = requestReasonsOn(on).filter(({ kind }) => kind === asked)
  const chosen = reasons.find(({ code }) => code === value)
  return (
    <Select
      id={fieldId(field.path)}
      label={say(field.label)}
      required
      data={reasons.map(({ code, label }) => ({ value: code, label: say(label) }))}
      value={chosen?.code ?? null}
      onChange={(code) => onType({ [field.path]: code ?? '' })}
      description={reasons.length === 0 ? say(words.reasonFirst) : chosen?.article}
      error={fault !== null && say(words.empty)}
      disabled={reasons.length === 0}
      searchable
      className="form-wide"
    />
  )
}
