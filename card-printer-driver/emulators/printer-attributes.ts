import type { IppAttribute, IppValue } from '../ipp/message.ts'
import {
  attribute,
  enumerated,
  integer,
  jobStates,
  keyword,
  operations,
  printerStates,
  text,
} from '../ipp/message.ts'
import { emulatedPrinterModel } from '../printer.ts'
import type { EmulatedJob, PrintEngine } from './print-engine.ts'
import { blockingReasons } from './faults.ts'

export const cardMedia = 'iso_id-1_53.98x85.6mm'
export const formats = ['application/pdf', 'application/octet-stream'] as const

const all = (name: string, [first, ...more]: readonly [IppValue, ...IppValue[]]) =>
  attribute(name, first, ...more)
const yes = (value: boolean): IppValue => ({ type: 'boolean', value })
const dots: IppValue = { type: 'resolution', across: 300, along: 300, unit: 'dpi' }

/** Hundredths of millimetres, PWG 5100.7, 6.3. */
const mediaSize: IppValue = {
  type: 'collection',
  members: [attribute('x-dimension', integer(5398)), attribute('y-dimension', integer(8560))],
}
const mediaColumn: IppValue = {
  type: 'collection',
  members: [
    attribute('media-size', mediaSize),
    attribute('media-size-name', keyword(cardMedia)),
    ...['bottom', 'left', 'right', 'top'].map((side) => attribute(`media-${side}-margin`, integer(0))),
    attribute('media-type', keyword('com.citizen-id.blank-card')),
    attribute('media-source', keyword('main')),
  ],
}

/** What can be asked of a job, RFC 8011, 5.2: group `job-template`. */
export function jobTemplateAttributes(): readonly IppAttribute[] {
  return [
    attribute('copies-default', integer(1)),
    attribute('copies-supported', { type: 'rangeOfInteger', lower: 1, upper: 1 }),
    attribute('finishings-default', enumerated(3)),
    attribute('finishings-supported', enumerated(3)),
    attribute('media-col-database', mediaColumn),
    attribute('media-col-default', mediaColumn),
    attribute('media-col-ready', mediaColumn),
    attribute('media-col-supported', keyword('media-size'), keyword('media-type'), keyword('media-source')),
    ...['media-default', 'media-ready', 'media-supported'].map((name) => attribute(name, keyword(cardMedia))),
    attribute('media-size-supported', mediaSize),
    attribute('media-source-supported', keyword('main')),
    attribute('media-type-supported', keyword('com.citizen-id.blank-card')),
    ...['bottom', 'left', 'right', 'top'].map((side) =>
      attribute(`media-${side}-margin-supported`, integer(0)),
    ),
    attribute('orientation-requested-default', { type: 'noValue' }),
    attribute('orientation-requested-supported', enumerated(3), enumerated(4)),
    attribute('output-bin-default', keyword('face-up')),
    attribute('output-bin-supported', keyword('face-up')),
    attribute('print-color-mode-default', keyword('color')),
    attribute('print-color-mode-supported', keyword('color'), keyword('auto')),
    attribute('print-quality-default', enumerated(4)),
    attribute('print-quality-supported', enumerated(4)),
    attribute('printer-resolution-default', dots),
    attribute('printer-resolution-supported', dots),
    attribute('sides-default', keyword('two-sided-long-edge')),
    attribute('sides-supported', keyword('one-sided'), keyword('two-sided-long-edge')),
  ]
}

/** What the printer is and how it stands, RFC 8011, 5.4: group `printer-description`. */
export function printerDescription(engine: PrintEngine, uri: string): readonly IppAttribute[] {
  const reasons = blockingReasons(engine.faults)
  const state =
    reasons.length > 0
      ? printerStates.stopped
      : engine.printing
        ? printerStates.processing
        : printerStates.idle
  const [firstReason = 'none', ...moreReasons] = reasons
  return [
    attribute('printer-uri-supported', text('uri', uri)),
    attribute('uri-security-supported', keyword('none')),
    attribute('uri-authentication-supported', keyword('none')),
    attribute('printer-name', text('name', 'the-can-cuoc')),
    attribute('printer-info', text('text', 'Máy in thẻ căn cước (giả lập)')),
    attribute('printer-location', text('text', 'Trạm sản xuất')),
    attribute('printer-make-and-model', text('text', emulatedPrinterModel)),
    attribute('printer-more-info', text('uri', uri.replace(/^ipp/, 'http'))),
    attribute('printer-uuid', text('uri', 'urn:uuid:7a6b1f0e-52b3-4f2a-9a57-6c0d3f1be001')),
    attribute('printer-state', enumerated(state)),
    attribute('printer-state-reasons', keyword(firstReason), ...moreReasons.map(keyword)),
    attribute('printer-is-accepting-jobs', yes(true)),
    attribute('printer-up-time', integer(engine.upTime)),
    attribute('queued-job-count', integer(engine.queued)),
    attribute('pages-per-minute', integer(3)),
    attribute('pages-per-minute-color', integer(3)),
    attribute('color-supported', yes(true)),
    ...markers(engine),
    ...protocolAttributes(),
  ]
}

function markers({ faults }: PrintEngine): readonly IppAttribute[] {
  return [
    attribute('marker-names', text('name', 'Ruy băng YMCKOK')),
    attribute('marker-types', keyword('ribbon-wax')),
    attribute('marker-colors', text('name', '#00FFFF#FF00FF#FFFF00#000000')),
    attribute('marker-levels', integer(faults.ribbonOut ? 0 : 80)),
  ]
}

function protocolAttributes(): readonly IppAttribute[] {
  return [
    attribute('charset-configured', text('charset', 'utf-8')),
    attribute('charset-supported', text('charset', 'utf-8'), text('charset', 'us-ascii')),
    attribute('natural-language-configured', text('naturalLanguage', 'vi')),
    attribute('generated-natural-language-supported', text('naturalLanguage', 'vi')),
    attribute('compression-supported', keyword('none')),
    attribute('document-format-default', text('mimeMediaType', formats[0])),
    attribute(
      'document-format-supported',
      text('mimeMediaType', formats[0]),
      text('mimeMediaType', formats[1]),
    ),
    attribute('ipp-versions-supported', keyword('1.1'), keyword('2.0')),
    all('operations-supported', operationValues()),
    attribute('multiple-document-jobs-supported', yes(false)),
    attribute('multiple-operation-time-out', integer(60)),
    attribute('pdl-override-supported', keyword('attempted')),
    attribute(
      'job-creation-attributes-supported',
      ...(['copies', 'media', 'media-col', 'print-quality', 'sides'].map(keyword) as [
        IppValue,
        ...IppValue[],
      ]),
    ),
  ]
}

function operationValues(): [IppValue, ...IppValue[]] {
  const [first = 0, ...more] = Object.values(operations)
  return [enumerated(first), ...more.map(enumerated)]
}

const secondsOrNone = (seconds: number | null): IppValue =>
  seconds === null ? { type: 'noValue' } : integer(seconds)

/** A job's state and story, RFC 8011, 5.3. */
export function jobAttributes(
  job: EmulatedJob,
  engine: PrintEngine,
  printerUri: string,
): readonly IppAttribute[] {
  return [
    attribute('job-id', integer(job.id)),
    attribute('job-uri', text('uri', `${printerUri}/job-${job.id}`)),
    attribute('job-printer-uri', text('uri', printerUri)),
    attribute('job-name', text('name', job.name)),
    attribute('job-originating-user-name', text('name', job.user)),
    attribute('job-state', enumerated(job.state)),
    attribute('job-state-reasons', keyword(job.reason)),
    attribute('job-printer-up-time', integer(engine.upTime)),
    attribute('time-at-creation', integer(job.createdAt)),
    attribute('time-at-processing', secondsOrNone(job.processingAt)),
    attribute('time-at-completed', secondsOrNone(job.completedAt)),
    attribute('job-impressions-completed', integer(job.impressions)),
    attribute('job-media-sheets-completed', integer(job.state === jobStates.completed ? 1 : 0)),
  ]
}
