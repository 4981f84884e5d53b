import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { issueBlanks } from '../../../../../server/production/issue-blanks.ts'
import { findBlanks } from '../../../../../server/production/stock/find-blanks.ts'
import { giveBackBlanks } from '../../../../../server/production/stock/give-back-blanks.ts'
import { loseBlanks } from '../../../../../server/production/stock/lose-blanks.ts'
import { moveBlanks, theseBlanks } from '../../../../../server/production/stock/move-blanks.ts'
import { closeShift } from '../../../../../server/production/stock/shifts/close-shift.ts'
import { countShift } from '../../../../../server/production/stock/shifts/count-shift.ts'
import { openShift } from '../../../../../server/production/stock/shifts/open-shift.ts'
import { shiftBalance } from '../../../../../server/production/stock/shifts/shift-balance.ts'
import { spoilBlanks } from '../../../../../server/production/stock/spoil-blanks.ts'
import { centres, type TestApp, testApp } from '../../../../support/app.ts'
import { bookedStation } from '../../../../support/machines.ts'
import type { Officer } from '../../../../support/officers.ts'
import { deliveredLot, namedOfficer } from '../../../../support/stock.ts'

let running: TestApp
let keeper: Officer
let operator: Officer
beforeAll(async () => {
  running = await testApp({ variables: { SHIFTS: 'required' } })
  keeper = await namedOfficer(running.app, 'STOCK_KEEPER')
  operator = await namedOfficer(running.app, 'PRODUCTION_OPERATOR')
  await deliveredLot(running.app, keeper, 2000)
})
afterAll(() => running.close())

const storeCode = centres.factory.code
const steps = ['issue', 'bind', 'spoil', 'spoilCard', 'giveBack', 'lose', 'find', 'nextShift'] as const

/** What the floor did, counted by hand: serials by where they are. */
interface Floor {
  carried: number
  issued: number
  returned: number
  left: string[]
  good: string[]
  spoiled: string[]
  lost: string[]
}

const events = (serials: readonly string[], event: 'bind' | 'spoil') =>
  running.app.db.$transaction((tx) =>
    moveBlanks(tx, theseBlanks(serials), { event, actor: operator, at: running.app.clock() }),
  )

interface Place {
  readonly stationId: string
  readonly shiftId: string
}

/** What each step does, if there is anything to do it with, to `n` blanks; answers the next shift where it opens one. */
const taking: Readonly<
  Record<(typeof steps)[number], (floor: Floor, at: Place, n: number) => Promise<string | void>>
> = {
  async issue(floor, { stationId }, n) {
    const { first, last } = await issueBlanks(running.app, keeper, { stationId, count: n })
    floor.issued += n
    const issued = await running.app.db.blankCard.findMany({
      where: { stationId, serial: { gte: first, lte: last }, status: 'AT_STATION' },
    })
    floor.left = [...new Set([...floor.left, ...issued.map(({ serial }) => serial)])].toSorted()
  },
  async bind(floor, _at, n) {
    const used = floor.left.splice(0, n)
    await events(used, 'bind')
    floor.good.push(...used)
  },
  async spoil(floor, _at, n) {
    const serials = floor.left.splice(0, n)
    if (serials.length === 0) return
    await spoilBlanks(running.app, operator, { storeCode, serials, spoilClass: 'DAMAGE', reason: 'Cong' })
    floor.spoiled.push(...serials)
  },
  async spoilCard(floor, _at, n) {
    const serials = floor.good.splice(0, n)
    await events(serials, 'spoil')
    floor.spoiled.push(...serials)
  },
  async giveBack(floor, { stationId }, n) {
    const back = floor.left.splice(-n)
    const [firstSerial, lastSerial] = [back[0], back.at(-1)]
    if (firstSerial === undefined || lastSerial === undefined) return
    await giveBackBlanks(running.app, keeper, { stationId, firstSerial, lastSerial, count: back.length })
    floor.returned += back.length
  },
  async lose(floor, _at, n) {
    const serials = floor.left.splice(0, n)
    const losing = { serials, reason: 'LOST', actor: keeper, at: running.app.clock() }
    await running.app.db.$transaction((tx) => loseBlanks(tx, losing))
    floor.lost.push(...serials)
  },
  async find(floor) {
    const serial = floor.lost.pop()
    if (serial === undefined) return
    const finding = { serials: [serial], storeCode, actor: keeper, at: running.app.clock() }
    await running.app.db.$transaction((tx) => findBlanks(tx, finding))
    floor.returned++
  },
  // Refused if anything is unaccounted for.
  async nextShift(floor, { stationId, shiftId }) {
    await countShift(running.app, operator, { id: shiftId, countedLeft: floor.left.length })
    await closeShift(running.app, operator, { id: shiftId })
    const { length: carried } = floor.left
    Object.assign(floor, { carried, issued: carried, returned: 0, good: [], spoiled: [], lost: [] })
    return (await openShift(running.app, operator, { stationId })).id
  },
}

test('whatever a shift does, its balance is what a count by hand says', async () => {
  const { app } = running
  const anySteps = fc.array(fc.tuple(fc.constantFrom(...steps), fc.integer({ min: 1, max: 5 })), {
    minLength: 4,
    maxLength: 14,
  })
  await fc.assert(
    fc.asyncProperty(anySteps, async (sequence) => {
      const { id: stationId } = await bookedStation(app)
      let { id: shiftId } = await openShift(app, operator, { stationId })
      const floor: Floor = { carried: 0, issued: 0, returned: 0, left: [], good: [], spoiled: [], lost: [] }
      for (const [step, n] of [['issue', 5] as const, ...sequence]) {
        shiftId = (await taking[step](floor, { stationId, shiftId }, n)) ?? shiftId
        expect(await shiftBalance(app.db, shiftId)).toEqual({
          carried: floor.carried,
          issued: floor.issued,
          returned: floor.returned,
          good: floor.good.length,
          spoiled: floor.spoiled.length,
          lost: floor.lost.length,
          expectedLeft: floor.left.length,
        })
      }
    }),
    { numRuns: 5 },
  )
})
