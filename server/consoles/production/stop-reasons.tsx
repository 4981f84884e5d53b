import type { Bilingual } from '../../../core/errors.ts'
import { printerTroubles } from '../../../core/production/printer-troubles.ts'
import { formatCount, formatPercent } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { nameIn } from '../forms/words.ts'
import type { StationEffectivenessQuery } from '../generated/effectiveness.ts'

export type ShiftEffectiveness = Extract<
  StationEffectivenessQuery['stationEffectiveness'],
  { readonly __typename: 'StationEffectivenessShifts' }
>['data'][number]
type Stop = ShiftEffectiveness['stops'][number]

const words = {
  title: { vi: 'Lý do dừng', en: 'What stopped it' },
  reason: { vi: 'Lý do', en: 'Reason' },
  minutes: { vi: 'Phút', en: 'Minutes' },
  times: { vi: 'Lần', en: 'Times' },
  share: { vi: 'Phần của thời gian có việc', en: 'Of the time with work' },
  ran: { vi: 'Chạy', en: 'Ran' },
  withoutWork: { vi: 'không có việc', en: 'without work' },
  minutesOf: { vi: 'phút', en: 'minutes' },
  none: { vi: 'Trạm không dừng lần nào.', en: 'It never stopped.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const states: Readonly<Record<string, Bilingual>> = {
  IDLE: { vi: 'Sẵn sàng, không chạy', en: 'Idle' },
  STOPPED: { vi: 'Dừng', en: 'Stopped' },
  OFF: { vi: 'Tắt, không báo tin', en: 'Off' },
}

const minutes = (seconds: number) => formatCount(Math.round(seconds / 60))

/** Of one shift, the longest first. */
export function StopReasons({
  shift,
  station,
}: {
  readonly shift: ShiftEffectiveness
  readonly station: string
}) {
  const say = useSay()
  const { plannedSeconds, runningSeconds, withoutWorkSeconds, stops } = shift
  const nameOf = ({ state, reason, text }: Stop) =>
    [nameIn(states, state), text ?? (reason === null ? null : nameIn<string>(printerTroubles, reason))]
      .flatMap((part) => (part ? [say(part)] : []))
      .join(': ')
  const columns: readonly Column<Stop>[] = [
    { title: words.reason, cell: nameOf },
    { title: words.minutes, number: true, cell: ({ seconds }) => minutes(seconds) },
    { title: words.times, number: true, cell: ({ times }) => formatCount(times) },
    {
      title: words.share,
      number: true,
      cell: ({ seconds }) => (plannedSeconds === 0 ? '–' : formatPercent(seconds / plannedSeconds)),
    },
  ]
  return (
    <section className="panel" aria-label={`${say(words.title)}: ${station}`}>
      <h2>
        {say(words.title)}: {station}
      </h2>
      <p>
        {say(words.ran)} {minutes(runningSeconds)}/{minutes(plannedSeconds)} {say(words.minutesOf)}
        {withoutWorkSeconds > 0 &&
          `, ${minutes(withoutWorkSeconds)} ${say(words.minutesOf)} ${say(words.withoutWork)}`}
      </p>
      <Worklist
        caption={words.title}
        rows={stops}
        keyOf={({ state, reason }) => `${state} ${reason ?? ''}`}
        columns={columns}
        empty={words.none}
      />
    </section>
  )
}
