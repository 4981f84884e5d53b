import { stationConditions } from '../../../core/contracts/station-state.ts'
import { stationReasonText } from '../../../core/production/station-reasons.ts'
import { builder } from '../../graphql/builder.ts'
import { BilingualText } from '../../graphql/errors.ts'
import { Forecast } from '../capacity/graphql.ts'
import { type BoardLane, boardLanes } from './board-lanes.ts'
import { watchBoard } from './board-line.ts'
import type { BoardToday, ShiftCount } from './board-today.ts'
import { type Board, readBoard } from './read-board.ts'
import type { StationTile } from './station-tiles.ts'
import type { UnknownOutcome } from './unknown-outcomes.ts'

const LaneName = builder.enumType('ProductionLane', { values: boardLanes })
const Condition = builder.enumType('StationCondition', { values: stationConditions })

const Lane = builder.objectRef<BoardLane>('BoardLane').implement({
  fields: (t) => ({
    lane: t.expose('lane', { type: LaneName }),
    count: t.exposeInt('count'),
    oldestAt: t.expose('oldestAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the oldest of its jobs was planned, to ten minutes.',
    }),
    groups: t.exposeInt('groups', { nullable: true, description: 'Batches or parcels in it.' }),
    perHour: t.exposeFloat('perHour', {
      nullable: true,
      description: 'Cards an hour that leave it as things stand: its capacity.',
    }),
  }),
})

const Today = builder.objectRef<BoardToday>('BoardToday').implement({
  description: 'Blanks of the shifts that are open, or were closed on this legal day.',
  fields: (t) => ({
    issued: t.exposeInt('issued'),
    returned: t.exposeInt('returned'),
    good: t.exposeInt('good'),
    spoiled: t.exposeInt('spoiled'),
    lost: t.exposeInt('lost'),
    left: t.exposeInt('left'),
    difference: t.exposeInt('difference'),
    openShifts: t.exposeInt('openShifts'),
  }),
})

const Unknown = builder.objectRef<UnknownOutcome>('UnknownOutcome').implement({
  description: 'A card that nobody can tell of: settled by settlePrintJob.',
  fields: (t) => ({
    jobId: t.exposeString('jobId'),
    stationId: t.exposeString('stationId', { nullable: true }),
    blankSerial: t.exposeString('blankSerial', { nullable: true }),
    reason: t.exposeString('reason', { nullable: true }),
    look: t.expose('look', { type: BilingualText, description: 'Where it may lie.' }),
    since: t.expose('since', { type: 'DateTime', nullable: true }),
  }),
})

const TileShift = builder.objectRef<ShiftCount>('StationTileShift').implement({
  fields: (t) => ({
    id: t.exposeString('shiftId'),
    openedAt: t.expose('openedAt', { type: 'DateTime' }),
    issued: t.exposeInt('issued'),
    good: t.exposeInt('good'),
    spoiled: t.exposeInt('spoiled'),
    left: t.exposeInt('left'),
  }),
})

interface CodeAt {
  readonly reason: string | null
  readonly at: Date
}

const Trouble = builder.objectRef<CodeAt>('StationTrouble').implement({
  fields: (t) => ({
    reason: t.exposeString('reason', { nullable: true }),
    text: t.field({ type: BilingualText, nullable: true, resolve: ({ reason }) => textOf(reason) }),
    at: t.expose('at', { type: 'DateTime' }),
  }),
})

const textOf = (reason: string | null) => (reason === null ? null : stationReasonText(reason))

const Tile = builder.objectRef<StationTile>('StationTile').implement({
  description: 'A production station as it told of itself last.',
  fields: (t) => ({
    id: t.exposeString('id'),
    number: t.exposeInt('number', { nullable: true }),
    centreCode: t.exposeString('centreCode'),
    state: t.expose('state', { type: Condition }),
    reason: t.exposeString('reason', { nullable: true }),
    reasonText: t.field({ type: BilingualText, nullable: true, resolve: ({ reason }) => textOf(reason) }),
    since: t.expose('since', { type: 'DateTime', nullable: true }),
    toldAt: t.expose('toldAt', { type: 'DateTime', nullable: true }),
    clockAheadMs: t.exposeInt('clockAheadMs', {
      nullable: true,
      description: "How far the station's clock is before the server's.",
    }),
    clockWrong: t.exposeBoolean('clockWrong'),
    inHand: t.exposeInt('inHand', { description: 'Jobs that it has claimed and not finished.' }),
    cardsPerHour: t.exposeFloat('cardsPerHour', { nullable: true }),
    printerModel: t.string({ nullable: true, resolve: ({ printer }) => printer?.model ?? null }),
    printerSerial: t.string({ nullable: true, resolve: ({ printer }) => printer?.serial ?? null }),
    printerFirmware: t.string({ nullable: true, resolve: ({ printer }) => printer?.firmware ?? null }),
    printerWarnings: t.stringList({ resolve: ({ printer }) => printer?.warnings ?? [] }),
    ribbonKind: t.string({ nullable: true, resolve: ({ printer }) => printer?.ribbon?.kind ?? null }),
    ribbonLeft: t.int({
      nullable: true,
      description: 'Cards that the ribbon is still good for.',
      resolve: ({ printer }) => printer?.ribbon?.left ?? null,
    }),
    cardsMade: t.int({
      nullable: true,
      description: 'Cards that the printer has drawn in since it was built.',
      resolve: ({ printer }) => printer?.counters?.cards ?? null,
    }),
    cardsSinceCleaning: t.int({
      nullable: true,
      resolve: ({ printer }) => printer?.counters?.sinceCleaning ?? null,
    }),
    lastFault: t.expose('fault', { type: Trouble, nullable: true }),
    stopped: t.expose('stopped', {
      type: Trouble,
      nullable: true,
      description: 'It may not claim until somebody lets it go on.',
    }),
    shift: t.expose('shift', { type: TileShift, nullable: true }),
  }),
})

const ProductionBoard = builder.objectRef<Board>('ProductionBoard').implement({
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime' }),
    lanes: t.expose('lanes', { type: [Lane] }),
    today: t.expose('today', { type: Today }),
    unknownCount: t.exposeInt('unknownCount'),
    unknown: t.expose('unknown', { type: [Unknown], description: 'The oldest fifty.' }),
    stations: t.expose('stations', { type: [Tile] }),
    forecast: t.expose('forecast', { type: Forecast, nullable: true }),
  }),
})

builder.queryField('productionBoard', (t) =>
  t.field({
    type: ProductionBoard,
    description: 'The whole floor at a glance.',
    authScopes: { may: 'print-job.read' },
    resolve: (_root, _args, { app, actor }) => readBoard(app, actor),
  }),
)

builder.subscriptionField('productionBoard', (t) =>
  t.field({
    type: ProductionBoard,
    description:
      'The board now, whenever something has changed, at most once a second, and every fifteen seconds. Ends with the session.',
    authScopes: { may: 'print-job.read' },
    subscribe: (_root, _args, { app, actor, actorNow }) => watchBoard(app, actorNow ?? (async () => actor)),
    resolve: (board) => board,
  }),
)
