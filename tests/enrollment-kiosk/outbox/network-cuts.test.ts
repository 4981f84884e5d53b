import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fromPem } from '../../../core/cms/certificate.ts'
import { verifyReceipt } from '../../../core/cms/receipt.ts'
import { deliverPacket } from '../../../enrollment-kiosk/outbox/deliver-packet.ts'
import { openOutbox, sha256Of } from '../../../enrollment-kiosk/outbox/outbox.ts'
import { startSender } from '../../../enrollment-kiosk/outbox/sender.ts'
import { openServerClient } from '../../../enrollment-kiosk/sync/server-client.ts'
import { kioskSettings } from '../../../server/pki/kiosk-settings.ts'
import { installMachine } from '../../support/machines.ts'
import { drawnFrom } from './cutting-proxy.ts'
import { somePacket, startRealServer } from './real-server.ts'

const cuts = 200
const seed = 20_260_302

test('two hundred cuts at random bytes: nothing is lost and nothing doubled', async () => {
  const server = await startRealServer()
  const directory = await mkdtemp(join(tmpdir(), 'cuts-'))
  const { app } = server.running
  const machine = await installMachine(app, 'KIOSK')
  const { issuer } = await kioskSettings(app, machine.actor)
  const client = openServerClient(
    { url: server.line.url, timeoutMs: 5000 },
    { id: machine.actor.id, privateKey: machine.identity.privateKey },
    app.clock,
  )
  const draw = drawnFrom(seed)
  server.line.budget = () => (server.line.cuts() < cuts ? 200 + Math.floor(draw() * 9000) : null)

  let settled = () => {}
  const outbox = await openOutbox(directory, { clock: app.clock, onChange: () => settled() })
  const packets = Array.from({ length: 25 }, (_, i) =>
    somePacket(server, {
      machine: machine.number,
      sequence: i + 1,
      length: 500 + Math.floor(draw() * 30_000),
    }),
  )
  for (const packet of packets) await outbox.add(packet)
  let resumed = 0
  const faults: unknown[] = []
  const sender = startSender({
    outbox,
    async deliver(packet, delivery) {
      const asking = {
        ...client,
        async askPacket(sha256: string, signal: AbortSignal) {
          const state = await client.askPacket(sha256, signal)
          if (state?.state === 'PARTIAL') resumed += 1
          return state
        },
      }
      return deliverPacket(asking, packet, { ...delivery, pieceBytes: 4096 })
    },
    checkReceipt: ({ jws, receivedAt }, { sha256, applicationCode }) =>
      verifyReceipt(jws, { sha256, applicationCode, receivedAt }, [fromPem('CERTIFICATE', issuer)]),
    onReceived: async () => undefined,
    retry: { retryMs: 1, retryMaxMs: 2 },
    onFault: (fault) => faults.push(fault),
    monotonic: () => performance.now(),
  })
  while (outbox.counts().RECEIVED < packets.length) await new Promise<void>((resolve) => (settled = resolve))
  await sender.stop()

  expect(server.line.cuts()).toBeGreaterThanOrEqual(cuts)
  expect(faults).toEqual([])
  expect(outbox.counts()).toMatchObject({ RECEIVED: packets.length, WAITING: 0, REFUSED: 0 })
  const codes = packets.map(({ applicationCode }) => applicationCode).sort()
  const files = await app.db.application.findMany({ select: { code: true } })
  expect(files.map(({ code }) => code).sort()).toEqual(codes)
  expect(await app.db.packet.count()).toBe(packets.length)
  expect(await app.db.auditEntry.count({ where: { action: 'packet.receive' } })).toBe(packets.length)
  for (const { applicationCode, bytes } of packets) {
    const stored = await app.packets.get(sha256Of(bytes))
    expect(stored && sha256Of(stored)).toBe(sha256Of(bytes))
    expect(outbox.findByApplication(applicationCode)?.receipt?.jws).toEqual(expect.any(String))
  }
  // Tries went on from where the server stood.
  expect(resumed).toBeGreaterThan(20)
  expect(await readdir(join(server.running.dataDir, 'packet-pieces'))).toEqual([])
  expect((await readdir(directory)).every((name) => name.endsWith('.receipt.json'))).toBe(true)
  await server.close()
  await rm(directory, { recursive: true })
})
