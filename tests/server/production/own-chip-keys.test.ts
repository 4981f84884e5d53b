import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ChipKeys, chipSerialOf } from '../../../core/contracts/chip-order.ts'
import { printOrderSchema } from '../../../core/contracts/print-job.ts'
import { readChipArchive } from '../../../core/lds/chip-archive.ts'
import { readDg15 } from '../../../core/lds/dg15.ts'
import type { CurveName } from '../../../core/pki/curves.ts'
import { keepCardPki } from '../../../server/pki/card/keep-card-pki.ts'
import { chipKeyPair } from '../../../server/production/chips/chip-keys.ts'
import { deliverChip } from '../../../server/production/chips/deliver-chip.ts'
import { receiveChipKeys } from '../../../server/production/chips/receive-chip-keys.ts'
import { claimPrintJob } from '../../../server/production/claim-print-job.ts'
import { reportPrintJob } from '../../../server/production/report-print-job.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { openStation } from '../../support/factory.ts'
import { applicationAt } from '../../support/files.ts'
import type { MachineActor } from '../../support/machines.ts'
import { drawPortrait } from '../../support/packets.ts'
import { runPipeline } from '../../support/pipeline.ts'
import { refusalOf } from '../../support/refusals.ts'

let running: TestApp
let station: MachineActor
beforeAll(async () => {
  running = await testApp({ variables: { CHIP_PROFILE: 'cc-2024-own-keys' } })
  await keepCardPki(running.app)
  station = await openStation(running.app, 10)
})
afterAll(() => running.close())

const claimed = async () => printOrderSchema.parse(await claimPrintJob(running.app, station))
type Order = Awaited<ReturnType<typeof claimed>>

async function planned(): Promise<void> {
  const portraitSha256 = await running.app.blobs.put(await drawPortrait())
  await applicationAt(running.app, 'plan-print-job', { portraitSha256 })
  await runPipeline(running.app)
}

const pointOf = (curve: CurveName) => chipKeyPair(curve).point.point
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

/** What the chip in this blank says of the keys that it has just made. */
const keysOf = ({ lease, blankSerial }: Order): ChipKeys => ({
  lease,
  chipSerial: chipSerialOf(blankSerial),
  activeAuthentication: base64(pointOf('P-256')),
  chipAuthentication: base64(pointOf('brainpoolP256r1')),
})
const tell = ({ id }: Order, told: ChipKeys) => receiveChipKeys(running.app, station, { id, told })
const delivered = ({ id }: Order) => deliverChip(running.app, station, id)

describe('a chip that makes its own keys', () => {
  test('is signed when its public keys are told, by the station that holds the job, for the blank that it holds', async () => {
    await planned()
    const order = await claimed()
    const chipSerial = chipSerialOf(order.blankSerial)
    expect(order.chip).toEqual({
      profile: 'cc-2024-own-keys',
      chipSerial,
      imageSha256: null,
      sodSha256: null,
    })
    expect(await delivered(order)).toBeNull()
    const told = keysOf(order)
    const wrong = [
      [{ ...told, lease: order.lease - 1 }, 'LEASE_LOST'],
      [{ ...told, chipSerial: 'ANOTHER000000000' }, 'CHIP_KEYS_REFUSED'],
      [{ ...told, activeAuthentication: told.chipAuthentication }, 'CHIP_KEYS_REFUSED'],
      [{ ...told, activeAuthentication: base64(Uint8Array.of(4, 1, 2)) }, 'CHIP_KEYS_REFUSED'],
    ] as const
    for (const [keys, code] of wrong) expect(await refusalOf(tell(order, keys))).toBe(code)
    expect(await delivered(order)).toBeNull()
    await tell(order, told)
    const first = await delivered(order)
    expect(first).toMatchObject({ chipSerial: told.chipSerial, keys: null })
    const dg15 = readChipArchive(Buffer.from(first?.archive ?? '', 'base64')).get('DG15')
    expect(base64(readDg15(dg15 ?? new Uint8Array()).key?.point ?? new Uint8Array())).toBe(
      told.activeAuthentication,
    )
    await tell(order, told)
    expect(await delivered(order)).toEqual(first)
  })

  test('is signed once when its keys are told twice at the same moment', async () => {
    await planned()
    const order = await claimed()
    const told = keysOf(order)
    const tellAndFetch = async () => {
      await tell(order, told)
      return delivered(order)
    }
    const [first, ...others] = await Promise.all(Array.from({ length: 5 }, tellAndFetch))
    expect(first).toMatchObject({ chipSerial: told.chipSerial })
    for (const other of others) expect(other).toEqual(first)
  })

  test('gets nothing that was signed for the keys of an earlier claim', async () => {
    await planned()
    const order = await claimed()
    await tell(order, keysOf(order))
    const { id, lease, blankSerial } = order
    await reportPrintJob(running.app, station, { id, report: { event: 'feed', lease, blankSerial } })
    await reportPrintJob(running.app, station, { id, report: { event: 'eject', lease, reason: 'JAM' } })
    const again = await claimed()
    expect(again.id).toBe(id)
    expect(await delivered(again)).toBeNull()
    await tell(again, keysOf(again))
    expect(await delivered(again)).not.toBeNull()
  })
})

test('keys are not taken for a chip that gets its keys from the server', async () => {
  const app = { ...running.app, env: { ...running.app.env, chipProfile: 'cc-2024' as const } }
  const portraitSha256 = await app.blobs.put(await drawPortrait())
  await applicationAt(app, 'plan-print-job', { portraitSha256 })
  await runPipeline(app)
  const order = await claimed()
  expect(order.chip?.sodSha256).toMatch(/^[0-9a-f]{64}$/)
  expect(await refusalOf(tell(order, keysOf(order)))).toBe('CHIP_KEYS_REFUSED')
})
