import { Button, TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { Link, useLocation } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { useFirstFocus } from '../../../ui/first-focus.ts'
import { Screen } from '../frame/screen.tsx'
import {
  type ResidentMatch,
  ResidentsDocument,
  type ResidentsQuery,
  type ResidentsQueryVariables,
} from '../generated/residents.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { type PickedUnit, UnitPicker } from '../parts/unit-picker.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { useMay } from '../session/session.tsx'
import { title } from './title.ts'
import { readTyped } from './read-typed.ts'

type Found = Extract<ResidentsQuery['residents'], { __typename: 'ResidentPage' }>['residents'][number]
type Search = Omit<ResidentsQueryVariables, 'first' | 'after'>

const words = {
  typed: {
    vi: 'Số định danh, số CMND cũ, hoặc họ tên và năm sinh',
    en: 'Number, old number, or name and birth year',
  },
  hint: {
    vi: 'Ví dụ: 001190000017 · nguyen thi hoa 1990 · Nguyễn Thị Hòa 05/01/1990. Có dấu hay không dấu đều được.',
    en: 'For example 001190000017 · nguyen thi hoa 1990 · Nguyễn Thị Hòa 05/01/1990. With or without accents.',
  },
  unit: { vi: 'Nơi thường trú', en: 'Permanent residence in' },
  father: { vi: 'Họ tên cha', en: 'Father’s name' },
  mother: { vi: 'Họ tên mẹ', en: 'Mother’s name' },
  search: { vi: 'Tìm', en: 'Search' },
  busy: { vi: 'Đang tìm…', en: 'Searching…' },
  results: { vi: 'Kết quả tìm', en: 'Found' },
  none: {
    vi: 'Không có ai phù hợp trong địa bàn của bạn. Thử bớt điều kiện, hoặc tìm bằng họ tên không dấu.',
    en: 'Nobody in your units fits. Try with less, or with the name without accents.',
  },
  name: { vi: 'Họ và tên', en: 'Name' },
  number: { vi: 'Số định danh', en: 'Number' },
  birth: { vi: 'Ngày sinh', en: 'Born' },
  parents: { vi: 'Cha, mẹ', en: 'Parents' },
  residence: { vi: 'Nơi thường trú', en: 'Residence' },
  match: { vi: 'Khớp theo', en: 'Match' },
  correct: { vi: 'Điều chỉnh', en: 'Correct' },
  deceased: { vi: 'đã mất', en: 'deceased' },
  provisional: { vi: 'hồ sơ tạm', en: 'provisional' },
  MALE: { vi: 'Nam', en: 'Male' },
  FEMALE: { vi: 'Nữ', en: 'Female' },
} as const satisfies Readonly<Record<string, Bilingual>>

const matchNames: Readonly<Record<ResidentMatch, Bilingual>> = {
  NUMBER: { vi: 'số', en: 'number' },
  FORMER_NUMBER: { vi: 'số cũ', en: 'former number' },
  EXACT: { vi: 'đúng họ tên', en: 'exact name' },
  UNACCENTED: { vi: 'họ tên không dấu', en: 'name without accents' },
  SPELLING: { vi: 'cách viết khác', en: 'another spelling' },
  REORDERED: { vi: 'đảo chữ', en: 'words in another order' },
  SLIP: { vi: 'gần giống', en: 'a typing slip' },
  PARENTS: { vi: 'cha, mẹ', en: 'parents' },
}

const pageSize = 20

function typedIn(state: unknown): string {
  const typed = typeof state === 'object' && state !== null && 'typed' in state ? state.typed : ''
  return typeof typed === 'string' ? typed : ''
}

const searchOf = (typed: string, more: Omit<Search, 'number' | 'name' | 'birth'> = {}): Search | null => {
  const read = readTyped(typed)
  const empty = [...Object.values(read), ...Object.values(more)].every((value) => !value)
  return empty ? null : { ...read, ...more }
}

const columnsOf = (say: (text: Bilingual) => string): readonly Column<Found>[] => [
  {
    title: words.name,
    cell: ({ name, deceased, provisional }) => (
      <>
        {name} {deceased && <span className="badge badge-attention">{say(words.deceased)}</span>}
        {provisional && <span className="badge">{say(words.provisional)}</span>}
      </>
    ),
  },
  { title: words.number, cell: ({ number }) => <span className="code">{number ?? '–'}</span> },
  {
    title: words.birth,
    cell: ({ birthDate, sex }) => (
      <span className="nowrap">
        {formatDate(birthDate)} · {say(sex === 'FEMALE' ? words.FEMALE : words.MALE)}
      </span>
    ),
  },
  {
    title: words.parents,
    cell: ({ fatherName, motherName }) => [fatherName, motherName].filter(Boolean).join(', ') || '–',
  },
  { title: words.residence, cell: ({ residence }) => residence ?? '–' },
  { title: words.match, cell: ({ match }) => <span className="badge">{say(matchNames[match])}</span> },
]

function Results({ search }: { readonly search: Search }) {
  const say = useSay()
  const may = useMay()
  const pages = useCursorPages(JSON.stringify(search))
  const variables = { ...search, first: pageSize, after: pages.after }
  const { data, busy, trouble, again } = useAsk(ResidentsDocument, variables, { policy: 'network-only' })
  const answer = data?.residents
  if (busy) return <output>{say(words.busy)}</output>
  if (!answer) return <TroubleNotice trouble={trouble} onAgain={again} />
  if (answer.__typename === 'DomainRefusal') return <RefusalNotice refusal={answer} />
  return (
    <Worklist
      caption={words.results}
      rows={answer.residents}
      keyOf={({ id, match }) => `${match} ${id}`}
      columns={columnsOf(say)}
      empty={words.none}
      pages={pages}
      next={answer.next}
      {...(may('resident.read') && { linkOf: ({ id }: Found) => `/residence/record/${id}` })}
      {...(may('resident.correct') && {
        action: ({ id }: Found) => (
          <Button component={Link} to={`/corrections/propose/${id}`} size="xs" variant="default">
            {say(words.correct)}
          </Button>
        ),
      })}
    />
  )
}

interface SearchFormProps {
  readonly initial: string
  readonly onSearch: (search: Search | null) => void
}

function SearchForm({ initial, onSearch }: SearchFormProps) {
  const say = useSay()
  const input = useFirstFocus()
  const [unit, setUnit] = useState<PickedUnit | null>(null)
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const text = (name: string) => {
      const value = new FormData(event.currentTarget).get(name)
      return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
    }
    const more = { unitCode: unit?.code ?? null, fatherName: text('father'), motherName: text('mother') }
    onSearch(searchOf(text('typed') ?? '', more))
  }
  return (
    <form className="panel" onSubmit={submit}>
      <div className="row">
        <TextInput
          ref={input}
          name="typed"
          defaultValue={initial}
          className="grow"
          size="lg"
          label={say(words.typed)}
          description={say(words.hint)}
          autoComplete="off"
          spellCheck={false}
          maxLength={140}
        />
        <Button type="submit" size="lg">
          {say(words.search)}
        </Button>
      </div>
      <div className="row">
        <div className="grow">
          <UnitPicker label={words.unit} value={unit} onPick={setUnit} clearable />
        </div>
        <TextInput
          className="grow"
          name="father"
          label={say(words.father)}
          autoComplete="off"
          maxLength={100}
        />
        <TextInput
          className="grow"
          name="mother"
          label={say(words.mother)}
          autoComplete="off"
          maxLength={100}
        />
      </div>
    </form>
  )
}

function SearchAndResults({ initial }: { readonly initial: string }) {
  const [search, setSearch] = useState(() => searchOf(initial))
  return (
    <>
      <SearchForm initial={initial} onSearch={setSearch} />
      {search && <Results search={search} />}
    </>
  )
}

/** One box for everything that people know of somebody. What is typed stays out of the address. */
export function ResidentsScreen() {
  const { key, state } = useLocation()
  return (
    <Screen title={title}>
      <SearchAndResults key={key} initial={typedIn(state)} />
    </Screen>
  )
}
