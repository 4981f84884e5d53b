import { Button, NativeSelect, NumberInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { type FormKind, formKinds } from '../../../core/forms/definition.ts'
import { formDefinition, FormNotInForce } from '../../../core/forms/versions.ts'
import { Notice } from '../../../ui/notice.tsx'
import { today } from '../clock.ts'
import { Screen } from '../frame/screen.tsx'
import { OrderPrintRunDocument, PrintRunsDocument, type PrintRunsQuery } from '../generated/print-runs.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useUnitNames } from '../parts/unit-names.ts'
import { type PickedUnit, UnitPicker } from '../parts/unit-picker.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { useMay, useUnitsFor } from '../session/session.tsx'
import { FormsNav } from './forms-nav.tsx'
import { HandOut } from './hand-out.tsx'

type PrintRun = Extract<PrintRunsQuery['printRuns'], { __typename: 'PrintRunPage' }>['runs'][number]

const words = {
  title: { vi: 'Đợt in phiếu', en: 'Print runs' },
  lead: {
    vi: 'Mỗi phiếu có số và mã vạch riêng, cấp liền nhau cho đơn vị.',
    en: 'Each form has a serial and barcode of its own, allotted to a unit without gaps.',
  },
  order: { vi: 'Đặt in', en: 'Order' },
  heading: { vi: 'Đặt in đợt mới', en: 'New print run' },
  kind: { vi: 'Mẫu', en: 'Form' },
  unit: { vi: 'Cấp cho đơn vị', en: 'For the unit' },
  count: { vi: 'Số phiếu', en: 'Count' },
  runs: { vi: 'Các đợt đã đặt', en: 'Ordered so far' },
  serials: { vi: 'Từ số – đến số', en: 'From – to' },
  handedOut: { vi: 'Đã phát', en: 'Handed out' },
  returned: { vi: 'Đã thu', en: 'Returned' },
  outstanding: { vi: 'Còn ở dân', en: 'Outstanding' },
  void: { vi: 'Hủy', en: 'Void' },
  blanks: { vi: 'Phiếu trắng (PDF)', en: 'Blanks (PDF)' },
  none: { vi: 'Chưa có đợt in nào.', en: 'No print runs yet.' },
  done: { vi: 'Đã cấp số cho đợt in', en: 'Serials allotted' },
} as const satisfies Readonly<Record<string, Bilingual>>

const mostForms = 10_000

function isInForce(kind: FormKind): boolean {
  try {
    formDefinition(kind, today())
    return true
  } catch (error) {
    if (error instanceof FormNotInForce) return false
    throw error
  }
}

function useColumns(runs: readonly PrintRun[]): readonly Column<PrintRun>[] {
  const nameOf = useUnitNames(runs.map(({ unitCode }) => unitCode))
  return [
    {
      title: words.serials,
      cell: ({ firstSerial, lastSerial }) => (
        <span className="code serial-range">
          {firstSerial} <span>– {lastSerial}</span>
        </span>
      ),
    },
    { title: words.unit, cell: ({ unitCode }) => nameOf(unitCode) },
    { title: words.count, number: true, cell: ({ counts }) => formatCount(counts.printed) },
    { title: words.handedOut, number: true, cell: ({ counts }) => formatCount(counts.handedOut) },
    { title: words.returned, number: true, cell: ({ counts }) => formatCount(counts.returned) },
    { title: words.outstanding, number: true, cell: ({ counts }) => formatCount(counts.outstanding) },
    { title: words.void, number: true, cell: ({ counts }) => formatCount(counts.void) },
  ]
}

function OrderForm({ onOrdered }: { readonly onOrdered: () => void }) {
  const say = useSay()
  const own = useUnitsFor('form.print')[0]
  const [kind, setKind] = useState<FormKind>('DC01')
  const [unit, setUnit] = useState<PickedUnit | null>(own ? { code: own.code, path: own.name } : null)
  const [count, setCount] = useState<number | string>(100)
  const [done, setDone] = useState<string | null>(null)
  const { act, busy, refusal, trouble } = useAct(OrderPrintRunDocument)
  async function order(): Promise<void> {
    setDone(null)
    if (!unit || typeof count !== 'number') return
    const run = await act({ kind, unitCode: unit.code, count })
    if (!run) return
    setDone(`${run.firstSerial} – ${run.lastSerial}`)
    onOrdered()
  }
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    void order()
  }
  return (
    <form className="panel" onSubmit={onSubmit} aria-label={say(words.heading)}>
      <h2>{say(words.heading)}</h2>
      {done && (
        <Notice tone="good" title={say(words.done)} spoken>
          <p className="code">{done}</p>
        </Notice>
      )}
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <div className="row">
        <NativeSelect
          label={say(words.kind)}
          value={kind}
          onChange={({ currentTarget }) => setKind(currentTarget.value === 'DC02' ? 'DC02' : 'DC01')}
          data={formKinds.filter(isInForce)}
        />
        <div className="grow">
          <UnitPicker label={words.unit} value={unit} onPick={setUnit} required />
        </div>
        <NumberInput
          label={say(words.count)}
          value={count}
          onChange={setCount}
          min={1}
          max={mostForms}
          allowDecimal={false}
          thousandSeparator="."
          decimalSeparator=","
          w="8rem"
        />
        <Button type="submit" loading={busy} disabled={!unit || typeof count !== 'number'}>
          {say(words.order)}
        </Button>
      </div>
    </form>
  )
}

/** Serials for a unit, the blanks to print, and where they are now. */
export function PrintRunsScreen() {
  const say = useSay()
  const may = useMay()
  const pages = useCursorPages('')
  const { data, trouble, again } = useAsk(PrintRunsDocument, { after: pages.after })
  const answer = data?.printRuns
  const page = answer?.__typename === 'PrintRunPage' ? answer : null
  const columns = useColumns(page?.runs ?? [])
  return (
    <Screen title={words.title} lead={words.lead}>
      <FormsNav />
      {may('form.print') && <OrderForm onOrdered={again} />}
      {may('form.collect') && <HandOut onDone={again} />}
      <TroubleNotice trouble={trouble} onAgain={again} />
      {answer?.__typename === 'DomainRefusal' && <RefusalNotice refusal={answer} />}
      {page && (
        <Worklist
          caption={words.runs}
          rows={page.runs}
          keyOf={({ id }) => id}
          columns={columns}
          {...(may('form.print') && {
            action: ({ id }: PrintRun) => (
              <Button
                component="a"
                href={`/print-runs/${id}/blanks.pdf`}
                target="_blank"
                rel="noreferrer"
                size="xs"
                variant="default"
              >
                {say(words.blanks)}
              </Button>
            ),
          })}
          empty={words.none}
          pages={pages}
          next={page.next}
        />
      )}
    </Screen>
  )
}
