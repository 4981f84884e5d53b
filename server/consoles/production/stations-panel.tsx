import { Button } from '@mantine/core'
import { useState } from 'react'
import { printerTroubles } from '../../../core/production/printer-troubles.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { formatAge, formatCount, formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { now } from '../clock.ts'
import { nameIn } from '../forms/words.ts'
import type { StationCondition, StationTileFragment } from '../generated/board.ts'
import { useMay } from '../session/session.tsx'
import { HaltDialog, ResumeDialog } from './station-dialogs.tsx'
import { stationName } from './station-name.ts'

const words = {
  title: { vi: 'Trạm in', en: 'Stations' },
  none: { vi: 'Chưa có trạm in nào được kích hoạt.', en: 'No station is in service.' },
  since: { vi: 'từ', en: 'since' },
  ribbon: { vi: 'Ruy băng', en: 'Ribbon' },
  ribbonLeft: { vi: 'còn', en: 'left:' },
  cards: { vi: 'thẻ', en: 'cards' },
  rate: { vi: 'Tốc độ', en: 'Rate' },
  perHour: { vi: 'thẻ/giờ', en: 'cards/h' },
  shift: { vi: 'Ca này', en: 'This shift' },
  good: { vi: 'tốt', en: 'good' },
  spoiled: { vi: 'hỏng', en: 'spoiled' },
  left: { vi: 'phôi còn', en: 'left' },
  noShift: { vi: 'chưa mở ca', en: 'no open shift' },
  counters: { vi: 'Bộ đếm', en: 'Counters' },
  sinceCleaning: { vi: 'từ lần làm sạch', en: 'since cleaning' },
  inHand: { vi: 'Đang làm', en: 'In hand' },
  fault: { vi: 'Lỗi gần nhất', en: 'Last fault' },
  warnings: { vi: 'Cảnh báo', en: 'Warnings' },
  clock: { vi: 'Đồng hồ của trạm chạy sai, hãy chỉnh lại.', en: 'The station’s clock is wrong: set it.' },
  told: { vi: 'Báo tin lúc', en: 'Heard of at' },
  never: { vi: 'chưa báo tin', en: 'never heard of' },
  halt: { vi: 'Dừng trạm', en: 'Stop' },
  resume: { vi: 'Cho chạy lại', en: 'Let it go on' },
} as const satisfies Readonly<Record<string, Bilingual>>

const conditions: Readonly<Record<StationCondition, { readonly name: Bilingual; readonly badge: string }>> = {
  RUNNING: { name: { vi: 'Đang in', en: 'Printing' }, badge: 'badge badge-good' },
  IDLE: { name: { vi: 'Sẵn sàng', en: 'Idle' }, badge: 'badge' },
  STOPPED: { name: { vi: 'Dừng', en: 'Stopped' }, badge: 'badge badge-trouble' },
  OFF: { name: { vi: 'Không báo tin', en: 'Off' }, badge: 'badge badge-attention' },
}

/** What stops a station that no printer told. */
const stopNames: Readonly<Record<string, Bilingual>> = {
  OFFICER: { vi: 'Cán bộ cho dừng', en: 'Stopped by an officer' },
  QUALITY_RATE: { vi: 'Tỷ lệ thẻ đạt giảm', en: 'Too few good cards' },
}

type Tile = StationTileFragment
type Fact = readonly [name: Bilingual, value: string]

const codeName = (code: string): Bilingual => stopNames[code] ?? nameIn<string>(printerTroubles, code)

const reasonOf = (reason: string | null, text: Bilingual | null): Bilingual | null =>
  text ?? (reason === null ? null : codeName(reason))

function factsOf(tile: Tile, say: (text: Bilingual) => string): readonly Fact[] {
  const { ribbonKind, ribbonLeft, cardsPerHour, shift, cardsMade, cardsSinceCleaning, inHand } = tile
  const count = (n: number, what: Bilingual) => `${formatCount(n)} ${say(what)}`
  const ribbon = [
    ribbonKind,
    ribbonLeft === null ? null : `${say(words.ribbonLeft)} ${count(ribbonLeft, words.cards)}`,
  ]
  const counters = [
    cardsMade === null ? null : count(cardsMade, words.cards),
    cardsSinceCleaning === null ? null : count(cardsSinceCleaning, words.sinceCleaning),
  ]
  const known = (parts: readonly (string | null)[]) => parts.filter((part) => part !== null).join(', ') || '–'
  return [
    [words.rate, cardsPerHour === null ? '–' : count(Math.round(cardsPerHour), words.perHour)],
    [
      words.shift,
      shift
        ? [
            count(shift.good, words.good),
            count(shift.spoiled, words.spoiled),
            `${say(words.left)} ${formatCount(shift.left)}`,
          ].join(' · ')
        : say(words.noShift),
    ],
    [words.ribbon, known(ribbon)],
    [words.counters, known(counters)],
    [words.inHand, count(inHand, words.cards)],
  ]
}

function LastFault({ fault: { at, reason, text } }: { readonly fault: NonNullable<Tile['lastFault']> }) {
  const say = useSay()
  const told = reasonOf(reason, text)
  return (
    <p className="soft">
      {say(words.fault)}: {formatInstant(at)}
      {told && `, ${say(told)}`}
    </p>
  )
}

function Station({ tile, onSteer }: { readonly tile: Tile; readonly onSteer: (tile: Tile) => void }) {
  const say = useSay()
  const may = useMay()
  const { state, since, toldAt, printerModel, printerWarnings, lastFault, stopped, clockWrong } = tile
  const { name, badge } = conditions[state]
  const reason = stopped ? reasonOf(stopped.reason, stopped.text) : reasonOf(tile.reason, tile.reasonText)
  return (
    <li className="station" data-state={state}>
      <div className="station-head">
        <h3>{stationName(tile)}</h3>
        <span className={badge}>{say(name)}</span>
        {since && (
          <span className="soft">
            {say(words.since)} {say(formatAge(since, now()))}
          </span>
        )}
      </div>
      {reason && <p className={state === 'STOPPED' ? 'station-trouble' : undefined}>{say(reason)}</p>}
      {clockWrong && <p className="station-trouble">{say(words.clock)}</p>}
      <dl className="station-facts">
        {factsOf(tile, say).map(([fact, value]) => (
          <div key={fact.en}>
            <dt>{say(fact)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {printerWarnings.length > 0 && (
        <p>
          {say(words.warnings)}: {printerWarnings.map((code) => say(codeName(code))).join(' ')}
        </p>
      )}
      {lastFault && <LastFault fault={lastFault} />}
      <div className="station-foot">
        <span className="soft">
          {printerModel && `${printerModel} · `}
          {toldAt ? `${say(words.told)} ${formatInstant(toldAt)}` : say(words.never)}
        </span>
        {may('station.steer') && (
          <Button
            size="xs"
            variant={stopped ? 'filled' : 'default'}
            aria-label={`${say(stopped ? words.resume : words.halt)}: ${stationName(tile)}`}
            onClick={() => onSteer(tile)}
          >
            {say(stopped ? words.resume : words.halt)}
          </Button>
        )}
      </div>
    </li>
  )
}

interface StationsPanelProps {
  readonly stations: readonly Tile[]
  readonly onSteered: () => void
}

/** A tile for each station in service. */
export function StationsPanel({ stations, onSteered }: StationsPanelProps) {
  const say = useSay()
  const [steering, setSteering] = useState<Tile | null>(null)
  const close = () => setSteering(null)
  const finish = () => {
    close()
    onSteered()
  }
  const dialog = { onDone: finish, onClose: close }
  return (
    <section className="queues" aria-label={say(words.title)}>
      <h2>{say(words.title)}</h2>
      {stations.length === 0 && <p className="empty">{say(words.none)}</p>}
      <ul className="stations">
        {stations.map((tile) => (
          <Station key={tile.id} tile={tile} onSteer={setSteering} />
        ))}
      </ul>
      {steering &&
        (steering.stopped ? (
          <ResumeDialog tile={steering} {...dialog} />
        ) : (
          <HaltDialog tile={steering} {...dialog} />
        ))}
    </section>
  )
}
