import { DomainError } from '../../../core/errors.ts'
import { Prisma } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { statesHoldingBlank } from '../print-job-row.ts'
import { alarmIfHotListed } from './hot-list.ts'
import { shiftGivingBack } from './shifts/open-shift-of.ts'
import { moveBlanks } from './move-blanks.ts'
import { recordMovement } from './record-movement.ts'
import { lockStation, openStationStore } from './stores.ts'

/** What lies on the table is not what the station is known to hold between these two serials. */
export class ReturnMismatch extends DomainError<'RETURN_MISMATCH'> {
  constructor(there: number, counted: number) {
    super(
      'RETURN_MISMATCH',
      {
        vi: 'Số phôi trả không khớp với số phôi trạm đang giữ giữa hai số vừa quét. Chưa nhận trả phôi nào. Hãy đếm lại, hoặc trả từng xấp liền số.',
        en: 'What is given back is not what the station holds between the two serials. Nothing was taken. Count again, or give back runs without gaps.',
      },
      { there, counted },
    )
  }
}

export interface GivingBack {
  readonly stationId: string
  readonly firstSerial: string
  readonly lastSerial: string
  /** Counted by hand. */
  readonly count: number
}

/** Unused blanks go from a station back into its store: those between two scanned serials, if they are as many as were counted. */
export async function giveBackBlanks(
  app: App,
  actor: Actor,
  input: GivingBack,
): Promise<{ readonly count: number }> {
  const { stationId, store } = await openStationStore(app, actor, { ...input, action: 'stock.keep' })
  const [first, last] = [input.firstSerial.trim().toUpperCase(), input.lastSerial.trim().toUpperCase()]
  await alarmIfHotListed(app.db, app, { serials: [first, last], place: 'STORE', actor })
  const at = app.clock()
  return app.db.$transaction(async (tx) => {
    await lockStation(tx, stationId)
    const shiftId = await shiftGivingBack(tx, stationId)
    const between = Prisma.sql`SELECT b."serial", b."status" FROM "BlankCard" b
      WHERE b."stationId" = ${stationId}::uuid AND b."status" = 'AT_STATION' AND b."serial" BETWEEN ${first} AND ${last}
        AND NOT EXISTS (SELECT 1 FROM "PrintJob" j
          WHERE j."blankSerial" = b."serial" AND j."status" = ANY(${[...statesHoldingBlank]}))
      ORDER BY b."serial" FOR UPDATE OF b`
    const moved = await moveBlanks(tx, between, {
      event: 'giveBack',
      actor,
      at,
      place: { storeCode: store.code, stationId: null, shiftId: null },
    })
    if (moved.count !== input.count || moved.count === 0) throw new ReturnMismatch(moved.count, input.count)
    await recordMovement(tx, { kind: 'RETURNED', stationId, shiftId, moved, actor, at })
    await audit(tx, {
      actor,
      at,
      action: 'stock.give-back',
      subjectKind: 'station',
      subjectId: stationId,
      details: { count: moved.count },
    })
    return { count: moved.count }
  })
}
