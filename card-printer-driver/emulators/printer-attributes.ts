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
import { blockingReasons } from './faults.ts'
import { eventLife, events, longestLease } from './notify-limits.ts'
import { documentPatienceSeconds, type EmulatedJob, type PrintEngine } from './print-engine.ts'
import type { PrinterModel } from './printer-model.ts'

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
    attribute('print-quality-supported', enumerated(4), enumerated(5)),
    attribute('print-scaling-default', keyword('none')),
    attribute('print-scaling-supported', keyword('none')),
    attribute('printer-resolution-default', dots),
    attribute('printer-resolution-supported', dots),
    attribute('sides-default', keyword('two-sided-long-edge')),
    attribute('sides-supported', keyword('one-sided'), keyword('two-sided-long-edge')),
  ]
}

export function printerStateOf(engine: PrintEngine): IppAttribute {
  const blocked = blockingReasons(engine.faults).length > 0
  const { stopped, processing, idle } = printerStates
  return attribute('printer-state', enumerated(blocked ? stopped : engine.printing ? processing : idle))
}

export function stateReasons([first = 'none', ...more]: readonly string[]): IppAttribute {
  return attribute('printer-state-reasons', keyword(first), ...more.map(keyword))
}

interface DescribedPrinter {
  readonly engine: PrintEngine
  readonly uri: string
  readonly model: PrinterModel
}

/** What the printer is and how it stands, RFC 8011, 5.4: group `printer-description`. */
export function printerDescription({ engine, uri, model }: DescribedPrinter): readonly IppAttribute[] {
  const { drawn, tray } = engine.made.counters()
  return [
    attribute('printer-uri-supported', text('uri', uri)),
    attribute('uri-security-supported', keyword(uri.startsWith('ipps:') ? 'tls' : 'none')),
    attribute('uri-authentication-supported', keyword('none')),
    attribute('printer-name', text('name', 'the-can-cuoc')),
    attribute('printer-info', text('text', 'Máy in thẻ căn cước (giả lập)')),
    attribute('printer-location', text('text', 'Trạm sản xuất')),
    attribute('printer-make-and-model', text('text', emulatedPrinterModel)),
    attribute('printer-serial-number', text('text', 'EMU-0001')),
    attribute('printer-firmware-string-version', text('text', '2.0')),
    attribute('printer-more-info', text('uri', uri.replace(/^ipp/, 'http'))),
    attribute('printer-uuid', text('uri', 'urn:uuid:7a6b1f0e-52b3-4f2a-9a57-6c0d3f1be001')),
    printerStateOf(engine),
    stateReasons(blockingReasons(engine.faults)),
    attribute('printer-is-accepting-jobs', yes(true)),
    attribute('printer-up-time', integer(engine.upTime)),
    attribute('printer-media-sheets-completed', integer(tray)),
    attribute('queued-job-count', integer(engine.queued)),
    attribute('pages-per-minute', integer(3)),
    attribute('pages-per-minute-color', integer(3)),
    attribute('color-supported', yes(true)),
    ...markers(engine, drawn),
    ...protocolAttributes(model),
    ...(model.operations.includes(operations.getNotifications) ? eventAttributes() : []),
  ]
}

/** Cards that a new ribbon is good for; the emulated one is changed for a new one without being told. */
const cardsPerRibbon = 300

function markers({ faults }: PrintEngine, drawn: number): readonly IppAttribute[] {
  const left = faults.ribbonOut ? 0 : cardsPerRibbon - (drawn % cardsPerRibbon)
  const supply = `index=1;class=supplyThatIsConsumed;type=inkRibbon;unit=sheets;maxcapacity=${cardsPerRibbon};level=${left};colorantname=multi-color;`
  return [
    attribute('marker-names', text('name', faults.wrongRibbon ? 'Monochrome K' : 'YMCKOK')),
    attribute('marker-types', keyword('ribbon-wax')),
    attribute('marker-colors', text('name', '#00FFFF#FF00FF#FFFF00#000000')),
    attribute('marker-levels', integer(Math.round((left * 100) / cardsPerRibbon))),
    attribute('printer-supply', { type: 'octetString', value: new TextEncoder().encode(supply) }),
    attribute('printer-supply-description', text('text', 'Ruy băng YMCKOK')),
  ]
}

/** RFC 3995, 6, and RFC 3996, 8. */
function eventAttributes(): readonly IppAttribute[] {
  return [
    attribute('notify-pull-method-supported', keyword('ippget')),
    attribute('notify-events-default', keyword('job-completed')),
    all('notify-events-supported', events.map(keyword) as [IppValue, ...IppValue[]]),
    attribute('notify-max-events-supported', integer(events.length)),
    attribute('notify-lease-duration-default', integer(86_400)),
    attribute('notify-lease-duration-supported', { type: 'rangeOfInteger', lower: 0, upper: longestLease }),
    attribute('ippget-event-life', integer(eventLife)),
  ]
}

function protocolAttributes(model: PrinterModel): readonly IppAttribute[] {
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
    attribute('ipp-versions-supported', keyword('1.1'), ...(model.onlyVersion1 ? [] : [keyword('2.0')])),
    all('operations-supported', operationValues(model)),
    attribute('multiple-document-jobs-supported', yes(false)),
    attribute('multiple-operation-time-out', integer(documentPatienceSeconds)),
    attribute('pdl-override-supported', keyword('attempted')),
    attribute(
      'job-creation-attributes-supported',
      ...(jobCreation.map(keyword) as [IppValue, ...IppValue[]]),
    ),
  ]
}

const jobCreation = [
  'copies',
  'ipp-attribute-fidelity',
  'job-name',
  'media',
  'media-col',
  'print-color-mode',
  'print-quality',
  'print-scaling',
  'printer-resolution',
  'sides',
] as const

function operationValues(model: PrinterModel): [IppValue, ...IppValue[]] {
  const [first = 0, ...more] = model.operations
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
    attribute('job-uuid', text('uri', job.uuid)),
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
