import { Button, TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { useFirstFocus } from '../../../ui/first-focus.ts'
import { ResidentChoiceDocument, type ResidentChoiceQuery } from '../generated/resident-choice.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { readTyped } from '../residents/read-typed.ts'
import { RefusalNotice } from './refusal-notice.tsx'
import { TroubleNotice } from './trouble-notice.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'

const words = {
  typed: { vi: 'Số định danh, hoặc họ tên và năm sinh', en: 'Number, or name and birth year' },
  search: { vi: 'Tìm', en: 'Search' },
  busy: { vi: 'Đang tìm…', en: 'Searching…' },
  found: { vi: 'Người tìm thấy', en: 'Found' },
  none: { vi: 'Không có ai phù hợp trong địa bàn của bạn.', en: 'Nobody in your units fits.' },
  name: { vi: 'Họ và tên', en: 'Name' },
  number: { vi: 'Số định danh', en: 'Number' },
  birth: { vi: 'Ngày sinh', en: 'Born' },
  residence: { vi: 'Nơi thường trú', en: 'Residence' },
} as const satisfies Readonly<Record<string, Bilingual>>

export type ChosenResident = Extract<
  ResidentChoiceQuery['residents'],
  { __typename: 'ResidentPage' }
>['residents'][number]

const columns: readonly Column<ChosenResident>[] = [
  { title: words.name, cell: ({ name }) => name },
  { title: words.number, cell: ({ number }) => <span className="code">{number ?? '–'}</span> },
  { title: words.birth, cell: ({ birthDate }) => formatDate(birthDate) },
  { title: words.residence, cell: ({ residence }) => residence ?? '–' },
]

interface ResidentChoiceProps {
  /** What is done with the chosen one: the button's word. */
  readonly label: Bilingual
  readonly busy?: boolean
  readonly initial?: string
  readonly onChoose: (resident: ChosenResident) => void
}

/** Looks somebody up to go on with. What is typed stays out of the address. */
export function ResidentChoice({ label, busy = false, initial = '', onChoose }: ResidentChoiceProps) {
  const say = useSay()
  const field = useFirstFocus()
  const [typed, setTyped] = useState(initial)
  const [wanted, setWanted] = useState('')
  const asked = useAsk(ResidentChoiceDocument, readTyped(wanted), {
    pause: wanted === '',
    policy: 'network-only',
  })
  const answer = wanted === '' || asked.busy ? undefined : asked.data?.residents
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    setWanted(typed.trim())
  }
  return (
    <div className="queues">
      <form className="row" onSubmit={submit}>
        <TextInput
          ref={field}
          className="grow"
          label={say(words.typed)}
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
          maxLength={140}
        />
        <Button type="submit">{say(words.search)}</Button>
      </form>
      {asked.busy && wanted !== '' && <output>{say(words.busy)}</output>}
      <TroubleNotice trouble={asked.trouble} onAgain={asked.again} />
      {answer?.__typename === 'DomainRefusal' && <RefusalNotice refusal={answer} />}
      {answer?.__typename === 'ResidentPage' && (
        <Worklist
          caption={words.found}
          rows={answer.residents}
          keyOf={({ id, match }) => `${match} ${id}`}
          columns={columns}
          empty={words.none}
          action={(resident) => (
            <Button size="xs" loading={busy} onClick={() => onChoose(resident)}>
              {say(label)}
            </Button>
          )}
        />
      )}
    </div>
  )
}
