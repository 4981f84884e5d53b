import { randomUUID } from 'node:crypto'
import { decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fromPem } from '../../../core/cms/certificate.ts'
import { verifyReceipt } from '../../../core/cms/receipt.ts'
import type { PacketReceipt } from '../../../core/contracts/kiosk-sync.ts'
import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { composeApplicationCode } from '../../../core/enrollment/application-code.ts'
import { receivePacket } from '../../../server/enrollment/receive-packet.ts'
import { kioskSettings } from '../../../server/pki/kiosk-settings.ts'
import { centres, days, minutes, type TestApp, testApp } from '../../support/app.ts'
import { applicationIn } from '../../support/files.ts'
import { installMachine, type Machine } from '../../support/machines.ts'
import { officerOf } from '../../support/officers.ts'
import { refusalOf } from '../../support/refusals.ts'
import { contentOf } from '../../support/rows.ts'

let running: TestApp
let kiosk: Machine

beforeAll(async () => {
  running = await testApp()
  kiosk = await installMachine(running.app, 'KIOSK')
})
afterAll(() => running.close())

let sequence = 0
const nextCode = (machine = kiosk.number, centre: string = centres.here.code) =>
  composeApplicationCode({ centre, machine, day: '2026-03-02', sequence: ++sequence })

const sealedBytes = () => Buffer.from(`gói niêm phong ${randomUUID()}`)
const receive = (applicationCode: string, bytes: Uint8Array) =>
  receivePacket(running.app, kiosk.actor, { applicationCode, bytes })
/** What a receipt says; it is signed afresh each time. */
const saidIn = ({ sha256, applicationCode, receivedAt }: PacketReceipt) => ({
  sha256,
  applicationCode,
  receivedAt,
})

describe('a packet that arrives', () => {
  test('is stored, recorded and routed to admission, and its receipt names it', async () => {
    const { app } = running
    const code = nextCode()
    const bytes = sealedBytes()
    const receipt = await receive(code, bytes)
    expect(receipt).toMatchObject({ applicationCode: code, receivedAt: '2026-03-02T02:30:00.000Z' })
    expect(await app.packets.get(receipt.sha256)).toEqual(bytes)
    const file = await app.db.application.findUniqueOrThrow({ where: { code }, include: { stages: true } })
    expect(file).toMatchObject({ status: 'RECEIVED', unitCode: '01', machineId: kiosk.actor.id })
    expect(file.stages).toMatchObject([{ stage: 'admit-application', status: 'PENDING' }])
    const audit = await app.db.auditEntry.findMany({ where: { subjectId: file.id } })
    expect(audit.map(({ action, actorId }) => [action, actorId])).toEqual([
      ['packet.receive', kiosk.actor.id],
    ])
  })

  test('has a receipt that the server signed, and that a kiosk can check with the issuer it knows', async () => {
    const { app } = running
    const { jws, ...said } = await receive(nextCode(), sealedBytes())
    const { issuer } = await kioskSettings(app, kiosk.actor)
    const issuers = [fromPem('CERTIFICATE', issuer)]
    await verifyReceipt(jws, said, issuers)
    const other = { ...said, sha256: '0'.repeat(64) }
    expect(await refusalOf(verifyReceipt(jws, other, issuers))).toBe('RECEIPT_INVALID')
  })

  test('is signed for with another key in time before the certificate of the first one ends', async () => {
    const own = await testApp()
    const machine = await installMachine(own.app, 'KIOSK')
    const send = async () => {
      const day = calendarDateAt(own.app.clock())
      const code = composeApplicationCode({
        centre: centres.here.code,
        machine: machine.number,
        day,
        sequence: 1,
      })
      return receivePacket(own.app, machine.actor, { applicationCode: code, bytes: sealedBytes() })
    }
    const certificateOf = ({ jws }: PacketReceipt) => decodeProtectedHeader(jws).x5c?.[0]
    const first = certificateOf(await send())
    await own.app.db.applicationStage.deleteMany({})
    own.advanceClock(days(306))
    const { issuer } = await kioskSettings(own.app, machine.actor)
    const { jws, ...said } = await send()
    expect(certificateOf({ jws, ...said })).not.toBe(first)
    await verifyReceipt(jws, said, [fromPem('CERTIFICATE', issuer)])
    await own.close()
  })

  test('gets the same receipt when it is sent again, and changes nothing', async () => {
    const code = nextCode()
    const bytes = sealedBytes()
    const first = await receive(code, bytes)
    const before = await contentOf(running.app)
    running.advanceClock(minutes(3))
    expect(saidIn(await receive(code, bytes))).toEqual(saidIn(first))
    expect(await contentOf(running.app)).toEqual(before)
  })

  test('makes one file when it is sent twice at the same moment', async () => {
    const code = nextCode()
    const bytes = sealedBytes()
    const receipts = await Promise.all([1, 2, 3, 4].map(() => receive(code, bytes)))
    expect(new Set(receipts.map((receipt) => JSON.stringify(saidIn(receipt)))).size).toBe(1)
    expect(await running.app.db.application.count({ where: { code } })).toBe(1)
  })

  test('does not overwrite an earlier one of the same file', async () => {
    const code = nextCode()
    await receive(code, sealedBytes())
    const before = await contentOf(running.app)
    expect(await refusalOf(receive(code, sealedBytes()))).toBe('APPLICATION_ALREADY_RECEIVED')
    expect(await contentOf(running.app)).toEqual(before)
  })

  test('takes up a returned file again under its old code', async () => {
    const { app } = running
    const code = nextCode()
    const file = await applicationIn(app, 'RETURNED', { code })
    const { sha256 } = await receive(code, sealedBytes())
    expect(await app.db.application.findUniqueOrThrow({ where: { id: file.id } })).toMatchObject({
      status: 'RECEIVED',
      packetSha256: sha256,
      reasonCodes: [],
    })
  })
})

describe('a packet is refused and nothing is changed', () => {
  test.each([
    ['with a code that is mistyped', () => 'HN001-01-260302-0001-A', 'ILLEGAL_APPLICATION_CODE'],
    ['without a code', () => '', 'ILLEGAL_APPLICATION_CODE'],
    ['with a code that no kiosk of the centre allots', () => nextCode(77), 'PACKET_FROM_ANOTHER_MACHINE'],
    ['with a code of another centre', () => nextCode(1, 'SG001'), 'PACKET_FROM_ANOTHER_MACHINE'],
  ])('%s', async (_, code, refusal) => {
    const before = await contentOf(running.app)
    expect(await refusalOf(receive(code(), sealedBytes()))).toBe(refusal)
    expect(await contentOf(running.app)).toEqual(before)
  })

  test('from anybody but a kiosk', async () => {
    const station = await installMachine(running.app, 'STATION')
    const input = { applicationCode: nextCode(), bytes: sealedBytes() }
    const before = await contentOf(running.app)
    for (const actor of [station.actor, officerOf('CAPTURE_OFFICER')]) {
      expect(await refusalOf(receivePacket(running.app, actor, input))).toBe('FORBIDDEN')
    }
    expect(await contentOf(running.app)).toEqual(before)
  })

  test('while the oldest packet has waited for too long; known packets still get their receipt', async () => {
    const code = nextCode()
    const bytes = sealedBytes()
    const receipt = await receive(code, bytes)
    running.advanceClock(minutes(31))
    const before = await contentOf(running.app)
    expect(await refusalOf(receive(nextCode(), sealedBytes()))).toBe('INTAKE_BUSY')
    expect(saidIn(await receive(code, bytes))).toEqual(saidIn(receipt))
    expect(await contentOf(running.app)).toEqual(before)
  })

  /** A file that waits at this stage, and at no other. */
  const waitingAt = async (stage: string) => {
    const { db } = running.app
    await db.applicationStage.updateMany({ data: { status: 'DONE' } })
    await receive(nextCode(), sealedBytes())
    const { applicationId } = await db.applicationStage.findFirstOrThrow({ where: { status: 'PENDING' } })
    await db.applicationStage.updateMany({ data: { status: 'DONE' } })
    await db.applicationStage.create({
      data: { applicationId, stage, availableAt: new Date(running.app.clock()) },
    })
  }

  test.each(['check-biometrics', 'search-duplicates', 'screen-application'])(
    'while the oldest file has waited at %s for too long, though none waits to be opened',
    async (stage) => {
      await waitingAt(stage)
      running.advanceClock(minutes(31))
      expect(await refusalOf(receive(nextCode(), sealedBytes()))).toBe('INTAKE_BUSY')
      await running.app.db.applicationStage.updateMany({ where: { stage }, data: { status: 'DONE' } })
      expect(await refusalOf(receive(nextCode(), sealedBytes()))).toBe('NOT_REFUSED')
    },
  )

  test('but not because files wait at a stage that only people lead to', async () => {
    await waitingAt('plan-print-job')
    running.advanceClock(minutes(31))
    expect(await refusalOf(receive(nextCode(), sealedBytes()))).toBe('NOT_REFUSED')
  })
})
