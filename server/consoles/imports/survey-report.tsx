import type { Bilingual } from '../../../core/errors.ts'
import { Notice } from '../../../ui/notice.tsx'
import { formatCount, formatPercent } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { chartColours } from '../parts/charts/chart.ts'
import { BarFigure } from '../parts/chart-figure.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import type { Job } from './job.ts'
import { itemName, itemPlace, signName } from './words.ts'

type Survey = NonNullable<Job['survey']>
type Reason = Survey['reasons'][number]

const words = {
  title: { vi: 'Báo cáo khảo sát', en: 'Survey' },
  rows: { vi: 'Dòng trong tệp', en: 'Rows' },
  loadable: { vi: 'Nạp được', en: 'Can be loaded' },
  broken: { vi: 'Dòng hỏng', en: 'Broken lines' },
  keys: { vi: 'Khóa lặp lại', en: 'Repeated keys' },
  numbers: { vi: 'Số định danh lặp lại', en: 'Repeated numbers' },
  persons: { vi: 'Người lặp lại', en: 'Repeated persons' },
  encoding: { vi: 'Bảng mã', en: 'Encoding' },
  unended: {
    vi: 'Tệp không kết thúc trọn dòng: có thể đã bị cắt cụt.',
    en: 'The file does not end with an end of line: it may have been cut off.',
  },
  signs: { vi: 'Có dấu hiệu sai bảng mã', en: 'Signs of a wrong encoding' },
  items: { vi: 'Từng mục: đủ, không rõ, trống, sai', en: 'Items: filled, unknown, empty, illegal' },
  item: { vi: 'Mục', en: 'Item' },
  filled: { vi: 'Có', en: 'Filled' },
  unknown: { vi: 'Không rõ', en: 'Unknown' },
  empty: { vi: 'Trống', en: 'Empty' },
  illegal: { vi: 'Sai', en: 'Illegal' },
  scores: { vi: 'Số dòng theo mức đầy đủ (điểm)', en: 'Rows by completeness (points)' },
  score: { vi: 'Điểm', en: 'Points' },
  reasons: { vi: 'Những gì sai trong tệp', en: 'What is wrong' },
  reason: { vi: 'Lỗi', en: 'Fault' },
  faulty: { vi: 'Số dòng', en: 'Rows' },
  lines: { vi: 'Ví dụ ở dòng', en: 'For example on lines' },
  blocks: { vi: 'không nạp', en: 'not loaded' },
  warns: { vi: 'vẫn nạp', en: 'loaded' },
  none: { vi: 'Không tìm thấy lỗi nào.', en: 'No faults found.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const mostReasons = 40
const tenth = 10

const scoreLabel = (i: number) => (i === tenth ? '100' : `${i * tenth}–${i * tenth + tenth - 1}`)

function Head({ survey }: { readonly survey: Survey }) {
  const say = useSay()
  const share = survey.rows === 0 ? '' : ` (${formatPercent(survey.loadable / survey.rows)})`
  const tiles = [
    [words.rows, formatCount(survey.rows)],
    [words.loadable, `${formatCount(survey.loadable)}${share}`],
    [words.broken, formatCount(survey.broken)],
    [words.keys, formatCount(survey.repeatedKeys)],
    [words.numbers, formatCount(survey.repeatedNumbers)],
    [words.persons, formatCount(survey.repeatedPersons)],
    [words.encoding, survey.encoding],
  ] as const
  return (
    <section className="panel" aria-label={say(words.title)}>
      <h2>{say(words.title)}</h2>
      {survey.unended && <Notice tone="attention" title={say(words.unended)} />}
      {survey.signs.length > 0 && (
        <Notice tone="attention" title={say(words.signs)}>
          <ul>
            {survey.signs.map(({ name, rows }) => (
              <li key={name}>
                {say(signName(name))}: {formatCount(rows)}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <dl className="count-tiles">
        {tiles.map(([title, value]) => (
          <div key={title.en}>
            <dt>{say(title)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Reasons({ reasons }: { readonly reasons: readonly Reason[] }) {
  const say = useSay()
  const columns: readonly Column<Reason>[] = [
    {
      title: words.reason,
      cell: ({ text, blocking }) => (
        <>
          {say(text)}{' '}
          <span className={`badge ${blocking ? 'badge-trouble' : 'badge-attention'}`}>
            {say(blocking ? words.blocks : words.warns)}
          </span>
        </>
      ),
    },
    { title: words.faulty, number: true, cell: ({ rows }) => formatCount(rows) },
    { title: words.lines, cell: ({ lines }) => lines.map(formatCount).join('; ') },
  ]
  return (
    <section className="queues" aria-label={say(words.reasons)}>
      <h2>{say(words.reasons)}</h2>
      <Worklist
        caption={words.reasons}
        rows={reasons.slice(0, mostReasons)}
        keyOf={({ field, reason }) => `${field} ${reason}`}
        columns={columns}
        empty={words.none}
      />
    </section>
  )
}

/** The quality of the file: what every item looks like, how complete the rows are, and what is wrong. */
export function SurveyReport({ survey }: { readonly survey: Survey }) {
  const say = useSay()
  return (
    <>
      <Head survey={survey} />
      <Reasons reasons={survey.reasons} />
      <div className="survey-charts">
        <BarFigure
          title={words.items}
          rowTitle={words.item}
          rows={survey.items
            .toSorted((a, b) => itemPlace(a.item) - itemPlace(b.item))
            .map(({ item, filled, unknown, empty, illegal }) => ({
              label: say(itemName(item)),
              values: [filled, unknown, empty, illegal],
            }))}
          series={[
            { name: say(words.filled), colour: chartColours.done },
            { name: say(words.unknown), colour: chartColours.middle },
            { name: say(words.empty), colour: chartColours.waiting },
            { name: say(words.illegal), colour: chartColours.wrong },
          ]}
        />
        {survey.scores.some((rows) => rows > 0) && (
          <BarFigure
            title={words.scores}
            rowTitle={words.score}
            rows={survey.scores.map((rows, i) => ({ label: scoreLabel(i), values: [rows] }))}
            series={[{ name: say(words.rows), colour: chartColours.near }]}
          />
        )}
      </div>
    </>
  )
}
