import { Link } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { counterNames } from '../../../core/progress/counters.ts'
import { Screen } from '../frame/screen.tsx'
import { FormProgressDocument, type FormProgressQuery } from '../generated/progress.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { BarFigure } from '../parts/chart-figure.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useUnitsFor } from '../session/session.tsx'
import { CampaignSelect } from './campaign-select.tsx'
import { CurvePanel } from './curve-panel.tsx'
import { League } from './league.tsx'
import { ProgressNav } from './progress-nav.tsx'
import './progress.css'
import { stageCounts, stages } from './stages.ts'
import { TableFiles } from './table-files.tsx'
import { type Tile, Tiles } from './tiles.tsx'
import { useCampaign } from './use-campaign.ts'
import { ViewChoices } from './view-choices.tsx'
import { type ProgressView, useProgressView } from './view.ts'

type RollUp = Extract<FormProgressQuery['formProgress'], { __typename: 'FormRollUp' }>

const words = {
  title: { vi: 'Tiến độ thu thập', en: 'Progress of the collection' },
  path: { vi: 'Đang xem', en: 'Shown' },
  target: { vi: 'Chỉ tiêu', en: 'Target' },
  missing: { vi: 'Còn thiếu', en: 'Missing' },
  collecting: { vi: 'Đơn vị đã thu phiếu', en: 'Units that collect' },
  beside: {
    vi: 'phiếu thuộc chính đơn vị này hoặc xã đã chia, không nằm trong đơn vị nào dưới đây.',
    en: 'forms belong to the unit itself or to a divided commune, and to none of the units below.',
  },
  stages: { vi: 'Phiếu đang ở khâu nào', en: 'Where the forms are' },
  unit: { vi: 'Đơn vị', en: 'Unit' },
  own: { vi: 'Đơn vị của bạn', en: 'Your units' },
  league: { vi: 'Xếp hạng đơn vị trực thuộc', en: 'League of the units below' },
  counting: { vi: 'Đang tổng hợp…', en: 'Counting…' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** From the nation down; what is above the officer's own units can be read, not opened. */
function Path({ path, toUnit }: { readonly path: RollUp['path']; readonly toUnit: ProgressView['toUnit'] }) {
  const say = useSay()
  const held = useUnitsFor('progress.read').map(({ code }) => code)
  const firstHeld = path.findIndex(({ unitCode }) => unitCode !== null && held.includes(unitCode))
  const from = held.length > 1 ? 0 : firstHeld === -1 ? path.length : firstHeld
  return (
    <nav className="unit-path" aria-label={say(words.path)}>
      <ol>
        {path.map(({ unitCode, name }, i) => (
          <li key={unitCode ?? ''}>
            {i === path.length - 1 ? (
              <strong aria-current="page">{name}</strong>
            ) : i >= from ? (
              <Link to={toUnit(unitCode)}>{name}</Link>
            ) : (
              name
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}

/** What is told of the unit itself; the step that counts comes first. */
function tilesOf({ whole, parts, partsCollecting }: RollUp, by: ProgressView['by']): readonly Tile[] {
  const { advance, counts } = whole
  const others = (['issued', 'scanned', 'loaded', 'sentBack'] as const).filter((counter) => counter !== by)
  return [
    { name: counterNames[by], value: formatCount(advance.done), share: advance.percentText },
    ...(advance.target === null ? [] : [{ name: words.target, value: formatCount(advance.target) }]),
    ...(advance.missing === null
      ? []
      : [{ name: words.missing, value: formatCount(advance.missing), share: advance.missingPercentText }]),
    ...others.map((counter) => ({ name: counterNames[counter], value: formatCount(counts[counter]) })),
    ...(parts.length === 0
      ? []
      : [{ name: words.collecting, value: `${formatCount(partsCollecting)}/${formatCount(parts.length)}` }]),
  ]
}

function Stages({ rollUp: { whole, parts } }: { readonly rollUp: RollUp }) {
  const say = useSay()
  const units = (parts.length > 0 ? parts : [whole]).filter(({ counts }) => counts.issued > 0)
  if (units.length === 0) return null
  return (
    <BarFigure
      title={words.stages}
      rowTitle={words.unit}
      series={stages.map(({ name, colour }) => ({ name: say(name), colour }))}
      rows={units.map(({ name, counts }) => ({ label: name, values: stageCounts(counts) }))}
    />
  )
}

function OwnUnits({ toUnit }: Pick<ProgressView, 'toUnit'>) {
  const say = useSay()
  const units = useUnitsFor('progress.read')
  return (
    <nav className="panel" aria-label={say(words.own)}>
      <h2>{say(words.own)}</h2>
      <ul className="plain-list">
        {units.map(({ code, name }) => (
          <li key={code}>
            <Link to={toUnit(code)}>{name}</Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** A unit and the units below it: how far they are, who is ahead, where the forms are. */
export function ProgressScreen() {
  const say = useSay()
  const view = useProgressView()
  const choice = useCampaign()
  const { unitCode, kind, by, on, toUnit } = view
  const campaignId = choice.campaign?.id ?? null
  const { data, busy, trouble, again } = useAsk(
    FormProgressDocument,
    { unitCode, kind, campaignId, on, by },
    { pause: choice.loading },
  )
  const answer = data?.formProgress
  const rollUp = answer?.__typename === 'FormRollUp' ? answer : null
  const besideParts = rollUp?.besideParts ?? 0
  return (
    <Screen
      title={words.title}
      actions={<TableFiles table="league" of={{ unit: unitCode, kind, campaign: campaignId, on, by }} />}
    >
      <ProgressNav />
      <div className="row">
        <ViewChoices view={view} />
        <CampaignSelect choice={choice} />
      </div>
      <TroubleNotice trouble={trouble} onAgain={again} />
      {answer?.__typename === 'DomainRefusal' && <RefusalNotice refusal={answer} />}
      {(trouble?.kind === 'refused' || answer?.__typename === 'DomainRefusal') && (
        <OwnUnits toUnit={toUnit} />
      )}
      {!data && busy && <p className="soft">{say(words.counting)}</p>}
      {rollUp && !trouble && (
        <div className="screen" aria-busy={busy}>
          <Path path={rollUp.path} toUnit={toUnit} />
          <Tiles tiles={tilesOf(rollUp, by)} />
          {on === null && (
            <CurvePanel
              unitCode={unitCode}
              kind={kind}
              level={rollUp.whole.level}
              target={rollUp.whole.advance.target}
              campaign={choice.campaign}
            />
          )}
          {rollUp.parts.length > 0 && (
            <section className="queues" aria-label={say(words.league)}>
              <h2>{say(words.league)}</h2>
              {besideParts > 0 && (
                <p className="soft">
                  {formatCount(besideParts)} {say(words.beside)}
                </p>
              )}
              <League units={rollUp.parts} by={by} toUnit={toUnit} />
            </section>
          )}
          <Stages rollUp={rollUp} />
        </div>
      )}
    </Screen>
  )
}
