import { useState } from 'react'
import { useParams } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { Screen } from '../frame/screen.tsx'
import { ImportDocument } from '../generated/imports.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatCount, formatInstant, formatPercent } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useUnitNames } from '../parts/unit-names.ts'
import { useWatch } from '../parts/use-watch.ts'
import type { Job } from './job.ts'
import { ImportActions } from './import-actions.tsx'
import { ImportCounts } from './import-counts.tsx'
import { ImportsNav } from './imports-nav.tsx'
import { SurveyReport } from './survey-report.tsx'
import { stateNames, stateTones, targetNames } from './words.ts'
import './imports.css'

const words = {
  title: { vi: 'Lần nạp', en: 'Import' },
  lead: {
    vi: 'Khảo sát → nạp thử → cán bộ khác duyệt → nạp.',
    en: 'Survey → trial → accepted by another officer → load.',
  },
  about: { vi: 'Về lần nạp này', en: 'About it' },
  profile: { vi: 'Bảng ghép cột', en: 'Mapping' },
  unit: { vi: 'Đơn vị', en: 'Unit' },
  phase: { vi: 'Giai đoạn', en: 'Phase' },
  target: { vi: 'Nạp', en: 'Of' },
  createdAt: { vi: 'Bắt đầu', en: 'Begun' },
  finishedAt: { vi: 'Nạp xong', en: 'Finished' },
  state: { vi: 'Trạng thái', en: 'State' },
  progress: { vi: 'Đã nạp', en: 'Loaded' },
  reading: { vi: 'Máy đang đọc tệp', en: 'The file is being read' },
  rowsSoFar: { vi: 'dòng đã đọc', en: 'rows so far' },
  trial: { vi: 'Nếu nạp, kết quả sẽ là', en: 'A load would bring' },
  loaded: { vi: 'Kết quả nạp', en: 'What the load has brought' },
  errors: { vi: 'Tải danh sách lỗi (errors.csv)', en: 'List of faults (errors.csv)' },
} as const satisfies Readonly<Record<string, Bilingual>>

const loads: readonly Job['state'][] = ['LOADING', 'INTERRUPTED', 'LOADED']

function Facts({ job }: { readonly job: Job }) {
  const say = useSay()
  const nameOf = useUnitNames([job.unitCode])
  const facts = [
    [words.profile, `${job.profile.name} (${job.profile.version})`],
    [words.target, say(targetNames[job.profile.target])],
    [words.unit, nameOf(job.unitCode)],
    [words.phase, job.phase ?? '–'],
    [words.createdAt, formatInstant(job.createdAt)],
    ...(job.finishedAt ? [[words.finishedAt, formatInstant(job.finishedAt)] as const] : []),
  ] as const
  return (
    <dl className="facts">
      <div>
        <dt>{say(words.state)}</dt>
        <dd>
          <span className={`badge ${stateTones[job.state]}`}>{say(stateNames[job.state])}</span>
        </dd>
      </div>
      {facts.map(([title, value]) => (
        <div key={title.en}>
          <dt>{say(title)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function LoadProgress({ job: { doneBytes, fileBytes } }: { readonly job: Job }) {
  const say = useSay()
  const share = fileBytes === 0 ? 1 : doneBytes / fileBytes
  return (
    <p className="load-progress">
      <progress value={share} max={1} aria-label={say(words.progress)} />
      <span>
        {say(words.progress)} {formatPercent(share)}
      </span>
    </p>
  )
}

function Whole({ job, onChange }: { readonly job: Job; readonly onChange: () => void }) {
  const say = useSay()
  // The state in which reading was asked for here, until the job leaves it.
  const [readingSince, setReadingSince] = useState<Job['state'] | null>(null)
  const justSent = job.state === 'UPLOADED' && job.survey === null
  const reading = readingSince === job.state || (justSent && job.counts !== null)
  useWatch(reading || justSent || job.state === 'LOADING', onChange)
  return (
    <>
      <section className="panel" aria-label={say(words.about)}>
        <Facts job={job} />
        {loads.includes(job.state) && <LoadProgress job={job} />}
        {reading && (
          <output>
            {say(words.reading)}… {job.counts && `${formatCount(job.counts.rows)} ${say(words.rowsSoFar)}`}
          </output>
        )}
        <ImportActions
          job={job}
          reading={reading}
          onChange={onChange}
          onReading={() => setReadingSince(job.state)}
        />
        {(job.survey ?? job.trial) && (
          <p>
            <a href={`/imports/${job.id}/errors.csv`} download>
              {say(words.errors)}
            </a>
          </p>
        )}
      </section>
      {loads.includes(job.state) && job.counts && <ImportCounts title={words.loaded} counts={job.counts} />}
      {job.trial && !loads.includes(job.state) && <ImportCounts title={words.trial} counts={job.trial} />}
      {job.survey && <SurveyReport survey={job.survey} />}
    </>
  )
}

/** One import: where it stands, what is wrong with the file, what a load would bring, and the next step. */
export function ImportScreen() {
  const { id = '' } = useParams()
  const { data, trouble, again } = useAsk(ImportDocument, { id })
  const job = data?.import
  return (
    <Screen title={words.title} lead={words.lead}>
      <ImportsNav />
      <TroubleNotice trouble={trouble} onAgain={again} />
      {job?.__typename === 'DomainRefusal' && <RefusalNotice refusal={job} />}
      {job?.__typename === 'ImportJob' && job.id === id && <Whole key={id} job={job} onChange={again} />}
    </Screen>
  )
}
